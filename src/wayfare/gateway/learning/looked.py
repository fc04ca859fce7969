"""What is known of a question once it was looked at.

Knows bytes. What they mean is known by `sight.py`, which is large and not read here.
"""

import msgspec

from wayfare.domain.chat import Context
from wayfare.ports import Embedding


class Looked(msgspec.Struct, frozen=True):
    """`features` are the question's vector as it is kept, made as `version` says.

    Both are None where it was not looked at. `made` is what the embedder said, where it was asked.
    """

    features: bytes | None = None
    version: str | None = None
    made: Embedding | None = None

    def onto(self, context: Context) -> Context:
        """A context that knows the question's vector."""
        if self.features is None:
            return context
        return msgspec.structs.replace(
            context, features=self.features, features_version=self.version
        )


NOT_LOOKED = Looked()
