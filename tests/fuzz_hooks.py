"""Have half of what is made up name a model that is there, so that it goes further in.

Loaded by Schemathesis, which runs in an environment of its own.
"""

import schemathesis

MODELS = {"/v1/embeddings": "scripted-embed"}


@schemathesis.hook
def map_body(context, body):
    operation = context.operation
    if operation is None or not operation.path.startswith("/v1/") or not isinstance(body, dict):
        return body
    if "model" in body and len(str(body)) % 2:
        return {**body, "model": MODELS.get(operation.path, "scripted-small")}
    return body
