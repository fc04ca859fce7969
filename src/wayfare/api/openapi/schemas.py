"""JSON schemas from our own types: of what is accepted, and of what is shown.

What is accepted may hold more than Wayfare knows; what is shown holds exactly this.
Knows types. Knows nothing of endpoints.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import msgspec.inspect as kinds

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "number"}
WHOLE: Schema = {"type": "integer"}
FLAG: Schema = {"type": "boolean"}

_LIMITS = {
    "ge": "minimum",
    "gt": "exclusiveMinimum",
    "le": "maximum",
    "lt": "exclusiveMaximum",
    "min_length": "minLength",
    "max_length": "maxLength",
    "pattern": "pattern",
}


def accepted(kind: Any) -> Schema:
    """What a decoder of `kind` takes: its fields as they are typed, and any others.

    >>> accepted(int | None)
    {'type': ['integer', 'null']}
    """
    return _read(kinds.type_info(kind), is_exact=False)


def shown(kind: Any) -> Schema:
    """What an encoder writes of `kind`: all of its fields, and no others."""
    return _read(kinds.type_info(kind), is_exact=True)


def named(name: str) -> Schema:
    """What the document has by this name among its components."""
    return {"$ref": f"#/components/schemas/{name}"}


def shown_object(**fields: Schema) -> Schema:
    """An object that holds exactly these fields."""
    return {
        "type": "object",
        "properties": fields,
        "required": list(fields),
        "additionalProperties": False,
    }


def open_object(required: Sequence[str] = (), **fields: Schema) -> Schema:
    """An object that holds at least what is required, and may hold more."""
    found: Schema = {"type": "object", "properties": fields}
    return {**found, "required": list(required)} if required else found


def list_of(items: Schema, **limits: Any) -> Schema:
    """A list of one kind of thing."""
    return {"type": "array", "items": items, **limits}


def or_null(schema: Schema) -> Schema:
    """The same, or null."""
    if isinstance(schema.get("type"), str) and "enum" not in schema and "const" not in schema:
        return {**schema, "type": [schema["type"], "null"]}
    return {"anyOf": [schema, {"type": "null"}]}


def refined(schema: Schema, required: Sequence[str] = (), **fields: Schema) -> Schema:
    """An object's schema with some fields required or told more exactly."""
    properties = {
        name: {**each, **fields.get(name, {})} for name, each in schema["properties"].items()
    }
    for name in required:
        properties[name] = _without_null(properties[name])
    needed = [*schema.get("required", ()), *required]
    found = {**schema, "properties": properties}
    return {**found, "required": needed} if needed else found


def _without_null(schema: Schema) -> Schema:
    if isinstance(schema.get("type"), list):
        left = [each for each in schema["type"] if each != "null"]
        return {**schema, "type": left[0] if len(left) == 1 else left}
    if "anyOf" in schema:
        left = [each for each in schema["anyOf"] if each != {"type": "null"}]
        rest = {name: each for name, each in schema.items() if name != "anyOf"}
        return {**left[0], **rest} if len(left) == 1 else {**rest, "anyOf": left}
    return schema


def _read(kind: kinds.Type, *, is_exact: bool) -> Schema:
    read = partial(_read, is_exact=is_exact)
    found = next(
        (make(kind, read, is_exact) for known, make in _MAKERS.items() if isinstance(kind, known)),
        None,
    )
    assert found is not None, f"{kind} is not spoken of yet"
    return found


_Read = Callable[[kinds.Type], Schema]


def _scalar(name: str) -> Callable[[Any, _Read, bool], Schema]:
    def make(kind: Any, _: _Read, __: bool) -> Schema:
        limits = {
            said: limit
            for field, said in _LIMITS.items()
            if (limit := getattr(kind, field, None)) is not None
        }
        return {"type": name, **limits}

    return make


def _union(kind: kinds.UnionType, read: _Read, _: bool) -> Schema:
    parts = [read(each) for each in kind.types]
    if all(set(part) == {"type"} for part in parts):
        return {"type": [part["type"] for part in parts]}
    if len(parts) == 2 and {"type": "null"} in parts:
        return or_null(next(part for part in parts if part != {"type": "null"}))
    return {"anyOf": parts}


def _object(kind: Any, read: _Read, is_exact: bool) -> Schema:
    fields = {field.encode_name: read(field.type) for field in kind.fields}
    required = [field.encode_name for field in kind.fields if field.required]
    if getattr(kind, "tag_field", None):
        fields = {kind.tag_field: {"const": kind.tag}, **fields}
        required = [kind.tag_field, *required]
    if is_exact:
        return shown_object(**fields)
    found = open_object(required, **fields)
    if getattr(kind, "forbid_unknown_fields", False):
        found["additionalProperties"] = False
    return found


def _mapping(kind: kinds.DictType, read: _Read, _: bool) -> Schema:
    return {"type": "object", "additionalProperties": read(kind.value_type)}


def _items(kind: Any, read: _Read, _: bool) -> Schema:
    limits = {"minItems": kind.min_length, "maxItems": kind.max_length}
    return list_of(read(kind.item_type), **{k: v for k, v in limits.items() if v is not None})


_MAKERS: Mapping[type[kinds.Type], Callable[[Any, _Read, bool], Schema]] = {
    kinds.NoneType: _scalar("null"),
    kinds.BoolType: _scalar("boolean"),
    kinds.IntType: _scalar("integer"),
    kinds.FloatType: _scalar("number"),
    kinds.StrType: _scalar("string"),
    kinds.EnumType: lambda kind, _, __: {"type": "string", "enum": [e.value for e in kind.cls]},
    kinds.UnionType: _union,
    kinds.StructType: _object,
    kinds.DataclassType: _object,
    kinds.DictType: _mapping,
    kinds.ListType: _items,
    kinds.VarTupleType: _items,
    kinds.SetType: _items,
    kinds.FrozenSetType: _items,
    kinds.RawType: lambda *_: {},
    kinds.AnyType: lambda *_: {},
    kinds.Metadata: lambda kind, read, _: {**read(kind.type), **(kind.extra_json_schema or {})},
}
