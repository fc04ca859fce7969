"""What the OpenAPI document says, held against what a server does."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

import jsonschema_rs

from wayfare.api.openapi.document import document

DOCUMENT = json.loads(document())


@dataclass(frozen=True)
class Described:
    """One operation, as the document has it."""

    method: str
    path: str
    told: dict

    @property
    def name(self) -> str:
        return self.told["operationId"]

    @property
    def wants_key(self) -> bool:
        return self.told.get("security") != []

    @property
    def statuses(self) -> set[int]:
        """Those that are told one by one."""
        return {int(status) for status in self.told["responses"] if status.isdigit()}

    @property
    def body_schema(self) -> dict:
        return self.told["requestBody"]["content"]["application/json"]["schema"]

    def examples(self) -> Iterator[object]:
        for content in self.told.get("requestBody", {}).get("content", {}).values():
            yield from (each["value"] for each in content.get("examples", {}).values())

    def check(self, status: int, headers, raw: bytes) -> None:
        """An answer is one of those that are told, and looks as it is told."""
        replies = self.told["responses"]
        reply = replies.get(str(status)) or replies[f"{status // 100}XX"]
        assert set(reply.get("headers", {})) <= {name.lower() for name in headers}
        if "content" not in reply:
            assert raw == b""
            return
        media = headers["content-type"].partition(";")[0]
        schema = reply["content"][media]["schema"]
        shown = json.loads(raw) if media == "application/json" else raw.decode("latin-1")
        validate(schema, shown)


def validate(schema: dict, instance: object) -> None:
    """A value fits a schema of the document."""
    whole = {**schema, "components": DOCUMENT["components"]}
    jsonschema_rs.Draft202012Validator(whole).validate(instance)


OPERATIONS = {
    told["operationId"]: Described(method.upper(), path, told)
    for path, methods in DOCUMENT["paths"].items()
    for method, told in methods.items()
}
