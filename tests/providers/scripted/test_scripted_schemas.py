"""Instances of JSON schemas, checked by a small validator of our own."""

import json
import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayfare.domain.errors import ProviderError
from wayfare.providers.scripted.refusals import Refusal
from wayfare.providers.scripted.schemas import make_instance

TYPES = {
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "null": type(None),
    "array": list,
    "object": dict,
}


def fits(value, schema):
    """Whether a value fits a schema of the kinds that are drawn below."""
    if "anyOf" in schema and not any(fits(value, branch) for branch in schema["anyOf"]):
        return False
    if "const" in schema:
        return value == schema["const"]
    if "enum" in schema:
        return value in schema["enum"]
    kind = schema.get("type")
    if kind and not isinstance(value, TYPES[kind]):
        return False
    if kind in {"integer", "number"} and isinstance(value, bool):
        return False
    checks = {"array": fits_array, "object": fits_object, "string": fits_string}
    if kind in {"integer", "number"}:
        return fits_number(value, schema)
    return checks.get(kind, lambda *_: True)(value, schema)


def fits_number(value, schema):
    return (
        value >= schema.get("minimum", value)
        and value <= schema.get("maximum", value)
        and value > schema.get("exclusiveMinimum", value - 1)
        and value < schema.get("exclusiveMaximum", value + 1)
        and Fraction(str(value)) % Fraction(str(schema.get("multipleOf", value or 1))) == 0
    )


def fits_string(value, schema):
    return schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value))


def fits_array(value, schema):
    return (
        schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value))
        and all(fits(item, schema.get("items", {})) for item in value)
        and (not schema.get("uniqueItems") or len(set(map(json.dumps, value))) == len(value))
    )


def fits_object(value, schema):
    properties = schema["properties"]
    return (
        set(schema["required"]) <= set(value)
        and set(value) <= set(properties)
        and all(fits(value[key], properties[key]) for key in value)
    )


def bounded(low, high, *names):
    """A schema fragment with none, one or both of two bounds that leave room."""
    return st.builds(
        lambda a, b, use: {
            name: bound
            for name, bound, used in zip(names, sorted((a, b)), use, strict=True)
            if used
        },
        st.integers(low, high),
        st.integers(low, high),
        st.tuples(st.booleans(), st.booleans()),
    )


names = st.text(max_size=4)
values = st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=5))
scalars = st.one_of(
    st.fixed_dictionaries({"const": values}),
    st.fixed_dictionaries({"enum": st.lists(values, min_size=1, max_size=4)}),
    st.sampled_from([{"type": "boolean"}, {"type": "null"}]),
    bounded(0, 60, "minLength", "maxLength").map(lambda s: {"type": "string", **s}),
    bounded(-500, 500, "minimum", "maximum").map(lambda s: {"type": "integer", **s}),
    bounded(-500, 500, "minimum", "maximum").map(lambda s: {"type": "number", **s}),
    st.integers(1, 40).map(lambda m: {"type": "integer", "multipleOf": m, "minimum": 100}),
    st.integers(-9, 9).map(
        lambda low: {"type": "number", "exclusiveMinimum": low, "exclusiveMaximum": low + 1}
    ),
)


def arrays(items):
    return st.builds(
        lambda item, bounds: {"type": "array", "items": item, **bounds},
        items,
        bounded(0, 4, "minItems", "maxItems"),
    )


def objects(items):
    return st.dictionaries(names, items, max_size=4).flatmap(
        lambda properties: st.sets(st.sampled_from(sorted(properties) or [""])).map(
            lambda required: {
                "type": "object",
                "properties": properties,
                "required": sorted(required & set(properties)),
                "additionalProperties": False,
            }
        )
    )


def unions(items):
    return st.lists(items, min_size=1, max_size=3).map(lambda branches: {"anyOf": branches})


schemas = st.recursive(
    scalars, lambda items: arrays(items) | objects(items) | unions(items), max_leaves=12
)


@given(schemas, st.text(max_size=3))
def test_an_instance_fits_its_schema_and_is_always_the_same(schema, salt):
    made = make_instance(schema, salt)
    assert fits(made, schema), made
    assert json.dumps(made) == json.dumps(make_instance(schema, salt))


TREE = {
    "$defs": {
        "node": {
            "type": "object",
            "properties": {
                "name": {"type": "string"},
                "left": {"anyOf": [{"$ref": "#/$defs/node"}, {"type": "null"}]},
                "right": {"anyOf": [{"$ref": "#/$defs/node"}, {"type": "null"}]},
                "rest": {"type": "array", "items": {"$ref": "#/$defs/node"}},
            },
            "required": ["name", "left", "right", "rest"],
        }
    },
    "$ref": "#/$defs/node",
}


def test_a_schema_that_refers_to_itself_ends():
    made = make_instance(TREE)
    assert isinstance(made["left"]["name"], str)
    assert len(json.dumps(made)) < 50_000


@pytest.mark.parametrize(
    ("schema", "check"),
    [
        ({"type": "string", "pattern": r"^\d{3}$"}, lambda v: re.match(r"^\d{3}$", v)),
        ({"type": "string", "format": "date"}, lambda v: v == "2026-01-02"),
        ({"type": ["string", "null"]}, lambda v: isinstance(v, str)),
        ({"allOf": [{"minimum": 5}, {"maximum": 6}], "type": "integer"}, lambda v: v in {5, 6}),
        ({"prefixItems": [{"const": 1}, {"const": 2}], "maxItems": 2}, lambda v: v == [1, 2]),
        (
            {"type": "array", "uniqueItems": True, "minItems": 3, "items": {"enum": [1, 2, 3]}},
            lambda v: sorted(v) == [1, 2, 3],
        ),
        (
            {"type": "object", "additionalProperties": {"type": "null"}},
            lambda v: None in v.values(),
        ),
        ({"type": "object", "required": ["a"]}, lambda v: "a" in v),
        ({"type": "number", "multipleOf": 0.25, "minimum": 98.3}, lambda v: v == 98.5),
        (
            {"anyOf": [{"type": "array", "minItems": 1, "items": False}, {"const": 3}]},
            lambda v: v == 3,
        ),
    ],
)
def test_a_keyword_is_understood(schema, check):
    assert check(make_instance(schema))


@pytest.mark.parametrize(
    "schema",
    [
        {"not": {}},
        {"type": "integer", "minimum": 2, "maximum": 1},
        {"$ref": "#/$defs/nowhere"},
        {"$ref": "#"},
        {"type": "object", "required": ["a"], "properties": {"a": {"$ref": "#"}}},
        {"type": "string", "pattern": "^xyzzy[0-9]{44}$"},
        {"type": "wish"},
        {"enum": []},
    ],
)
def test_a_schema_that_nothing_can_fit_is_refused(schema):
    with pytest.raises(Refusal, match="Invalid schema"):
        make_instance(schema)


async def test_an_answer_fits_the_response_format(client):
    schema = {
        "type": "object",
        "properties": {"city": {"type": "string"}, "people": {"type": "integer", "minimum": 1000}},
        "required": ["city", "people"],
        "additionalProperties": False,
    }
    form = {"type": "json_schema", "json_schema": {"name": "town", "schema": schema}}
    whole = await client.whole("Any town", response_format=form)
    assert fits(json.loads(whole.choices[0].message.content), schema)
    chunks = await client.chunks("Any town", response_format=form)
    streamed = "".join(chunk.choices[0].delta.content or "" for chunk in chunks)
    assert streamed == whole.choices[0].message.content


async def test_the_seed_changes_the_instance(client):
    form = {"type": "json_schema", "json_schema": {"name": "t", "schema": {"type": "string"}}}
    answers = {
        (await client.whole("x", response_format=form, seed=seed)).choices[0].message.content
        for seed in range(5)
    }
    assert len(answers) > 1


async def test_a_bad_schema_is_the_callers_fault(client):
    form = {"type": "json_schema", "json_schema": {"name": "t", "schema": {"not": {}}}}
    with pytest.raises(ProviderError) as refused:
        await client.whole("x", response_format=form)
    assert refused.value.status == 400
