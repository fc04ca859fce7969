"""Instances of JSON schemas: always the same one for a schema and a salt.

Generous near the top (every property, two items), sparing further down (what is required,
the plainest branch), so that recursive schemas end. oneOf is read as anyOf. A keyword that
could make the instance wrong is refused; the annotations and the rest are passed over.
"""

from collections.abc import Callable, Mapping
from typing import cast
from urllib.parse import unquote
from zlib import crc32

from wayfare.providers.scripted.refusals import bad_request
from wayfare.providers.scripted.requests import encode_json
from wayfare.providers.scripted.scalars import Impossible, make_number, make_string

Schema = Mapping[str, object]

SPARING_DEPTH = 4
DEEPEST = 40
MOST_NODES = 20_000

UNSUPPORTED = (
    "not",
    "if",
    "contains",
    "propertyNames",
    "dependentRequired",
    "dependentSchemas",
    "maxProperties",
)

#: How a value without parts is made, by type.
SCALARS: dict[object, Callable[[Schema, int], object]] = {
    "integer": lambda schema, chance: make_number(schema, chance, whole=True),
    "number": lambda schema, chance: make_number(schema, chance, whole=False),
    "string": make_string,
    "boolean": lambda _, chance: chance % 2 == 0,
    "null": lambda _, __: None,
}

#: The type that a keyword gives away where `type` is missing.
TELLTALES = {
    "properties": "object",
    "required": "object",
    "additionalProperties": "object",
    "items": "array",
    "prefixItems": "array",
    "minItems": "array",
    "minimum": "number",
    "maximum": "number",
    "exclusiveMinimum": "number",
    "exclusiveMaximum": "number",
    "multipleOf": "number",
}


def make_instance(schema: Schema, salt: str = "") -> object:
    """A value that fits the schema.

    >>> make_instance({"type": "array", "items": {"const": 1}, "minItems": 3})
    [1, 1, 1]

    Raises:
        Refusal: nothing fits, or the schema says more than this can follow.
    """
    try:
        return _Maker(schema, salt).make(schema, "$", 0)
    except Impossible as error:
        raise bad_request(f"Invalid schema: {error}.", code="invalid_json_schema") from error


class _Maker:
    """Makes the values of one schema, counting how many."""

    def __init__(self, root: Schema, salt: str) -> None:
        self.root = root
        self.salt = salt
        self.nodes_left = MOST_NODES

    def make(self, schema: object, path: str, depth: int) -> object:
        self.nodes_left -= 1
        if self.nodes_left < 0:
            raise bad_request("Invalid schema: it asks for too much.")
        if depth > DEEPEST:
            raise Impossible(f"it has no end at {path}")
        if schema is False:
            raise Impossible(f"nothing is allowed at {path}")
        flat = self._flatten(cast("Schema", schema) if isinstance(schema, Mapping) else {})
        for keyword in UNSUPPORTED:
            if keyword in flat:
                raise Impossible(f"'{keyword}' is not permitted at {path}")
        branches = flat.get("anyOf", flat.get("oneOf"))
        if isinstance(branches, list):
            return self._make_branch(flat, branches, path, depth)
        return self._make_flat(flat, path, depth)

    def _flatten(self, schema: Schema) -> Schema:
        """Put in what $ref points to and join what allOf lists."""
        for _ in range(100):
            if "$ref" in schema:
                rest = {key: value for key, value in schema.items() if key != "$ref"}
                schema = merge(self._look_up(str(schema["$ref"])), rest)
            elif isinstance(parts := schema.get("allOf"), list):
                schema = {key: value for key, value in schema.items() if key != "allOf"}
                for part in parts:
                    schema = merge(schema, self._flatten(part))
            else:
                return schema
        raise Impossible("its references go in a circle")

    def _look_up(self, reference: str) -> Schema:
        found: object = self.root
        for step in reference.removeprefix("#").split("/")[1:]:
            key = unquote(step).replace("~1", "/").replace("~0", "~")
            found = found.get(key) if isinstance(found, Mapping) else None
        if not reference.startswith("#") or not isinstance(found, Mapping):
            raise Impossible(f"'{reference}' points nowhere")
        return cast("Schema", found)

    def _make_branch(self, flat: Schema, branches: list[object], path: str, depth: int) -> object:
        rest = {key: value for key, value in flat.items() if key not in {"anyOf", "oneOf"}}
        if depth >= SPARING_DEPTH:
            branches = sorted(branches, key=_is_involved)
        problem = Impossible(f"no branch fits at {path}")
        for branch in branches:
            try:
                joined = merge(rest, branch) if isinstance(branch, Mapping) else branch
                return self.make(joined, path, depth + 1)
            except Impossible as error:
                problem = error
        raise problem

    def _make_flat(self, flat: Schema, path: str, depth: int) -> object:
        if "const" in flat:
            return flat["const"]
        chance = crc32(f"{self.salt}{path}".encode())
        if isinstance(values := flat.get("enum"), list):
            if not values:
                raise Impossible(f"the enum is empty at {path}")
            return values[chance % len(values)]
        kind = _type_of(flat, depth)
        if kind == "object":
            return self._make_object(flat, path, depth)
        if kind == "array":
            return self._make_array(flat, path, depth)
        if kind not in SCALARS:
            raise Impossible(f"'{kind}' is no type at {path}")
        return SCALARS[kind](flat, chance)

    def _make_object(self, flat: Schema, path: str, depth: int) -> dict[str, object]:
        properties = cast("dict[str, object]", flat.get("properties") or {})
        required = cast("list[str]", flat.get("required") or [])
        others = flat.get("additionalProperties", {})
        least = cast("int", flat.get("minProperties", 0))
        made: dict[str, object] = {}
        for key, schema in {
            **properties,
            **{k: others for k in required if k not in properties},
        }.items():
            if key not in required and depth >= SPARING_DEPTH and least <= len(required):
                continue
            try:
                made[key] = self.make(schema, f"{path}.{key}", depth + 1)
            except Impossible:
                if key in required:
                    raise
        if not made and isinstance(others, Mapping) and others and depth < SPARING_DEPTH:
            least = max(least, 1)
        for number in range(1, least - len(made) + 1):
            made[f"키{number}"] = self.make(others, f"{path}.{number}", depth + 1)
        return made

    def _make_array(self, flat: Schema, path: str, depth: int) -> list[object]:
        first = cast("list[object]", flat.get("prefixItems") or [])
        least = cast("int", flat.get("minItems", 0))
        wanted = max(least, len(first) + (2 if depth < SPARING_DEPTH else 0))
        wanted = min(wanted, cast("int", flat.get("maxItems", wanted)))
        items = flat.get("items", {})
        made: list[object] = []
        seen: set[bytes] = set()
        # Unlike items are found by trying: a few tries for each that is wanted.
        tries = wanted * (20 if flat.get("uniqueItems") else 1)
        for index in range(tries):
            if len(made) == wanted:
                break
            schema = first[len(made)] if len(made) < len(first) else items
            try:
                value = self.make(schema, f"{path}[{index}]", depth + 1)
            except Impossible:
                break
            if flat.get("uniqueItems") and encode_json(value) in seen:
                continue
            seen.add(encode_json(value))
            made.append(value)
        if len(made) < least:
            raise Impossible(f"too few items can be made at {path}")
        return made


def merge(left: Schema, right: Schema) -> Schema:
    """One schema that says what both say."""
    joined = dict(left)
    for key, value in right.items():
        joined[key] = _join(key, left[key], value) if key in left else value
    return joined


def _join(key: str, left: object, right: object) -> object:
    if key in {"properties", "$defs", "definitions"} and isinstance(left, Mapping):
        return merge_each(left, cast("Schema", right))
    if key == "required":
        return [*cast("list[str]", left), *cast("list[str]", right)]
    if key == "enum":
        return [
            value for value in cast("list[object]", left) if value in cast("list[object]", right)
        ]
    if key.startswith(("minimum", "exclusiveMin", "minL", "minI", "minP")):
        return max(cast("float", left), cast("float", right))
    if key.startswith(("maximum", "exclusiveMax", "maxL", "maxI")):
        return min(cast("float", left), cast("float", right))
    return right


def merge_each(left: Schema, right: Schema) -> Schema:
    """Two tables of schemas as one, joined where both have the same key."""
    joined = dict(left)
    for key, value in right.items():
        other = joined.get(key)
        both = isinstance(other, Mapping) and isinstance(value, Mapping)
        joined[key] = merge(cast("Schema", other), cast("Schema", value)) if both else value
    return joined


def _type_of(flat: Schema, depth: int) -> object:
    declared = flat.get("type")
    if isinstance(declared, list):
        if "null" in declared and depth >= SPARING_DEPTH:
            return "null"
        return next((kind for kind in declared if kind != "null"), "null")
    if declared is not None:
        return declared
    return next((kind for word, kind in TELLTALES.items() if word in flat), "string")


def _is_involved(branch: object) -> bool:
    if not isinstance(branch, Mapping):
        return False
    return "$ref" in branch or branch.get("type") in {"object", "array"} or "properties" in branch
