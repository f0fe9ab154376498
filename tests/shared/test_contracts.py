"""What the services say to each other: examples parse, schemas are published, and nobody is in one."""

import json
from typing import Annotated, Any

import jsonschema
import pytest
import yaml

from contracts.catalogue import BY_NAME, EVENTS
from contracts.compatibility import breaks
from contracts.events import Event, UnpublishableField, Visibility
from contracts.publish import ASYNCAPI, EXAMPLES, asyncapi_text, example_of, published_schema, schema_of

ALL = pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.name)


@ALL
def test_each_event_has_an_example_that_parses(event: type[Event]) -> None:
    """An example as old as the event says nothing of fields that were added later."""
    example = example_of(event)
    assert event.model_validate(example).model_dump(mode="json", exclude_unset=True) == example


@ALL
def test_each_example_fits_the_published_schema(event: type[Event]) -> None:
    schema = published_schema(event)
    assert schema is not None
    jsonschema.validate(example_of(event), schema)


def test_every_example_belongs_to_an_event() -> None:
    assert {path.stem for path in EXAMPLES.glob("*.json")} == set(BY_NAME)


@ALL
def test_the_published_schema_is_the_one_the_code_has(event: type[Event]) -> None:
    published = published_schema(event)
    assert published is not None
    assert breaks(published, schema_of(event)) == []
    assert published == json.loads(json.dumps(schema_of(event))), "run python -m contracts.publish"


@ALL
def test_names_follow_the_grammar(event: type[Event]) -> None:
    system, service, fact, version = event.name.split(".")
    assert (system, f"{system}.{service}", version[0]) == ("nrm", event.topic, "v")
    assert fact.replace("_", "").isalnum()


def test_the_asyncapi_document_is_up_to_date_and_names_every_event() -> None:
    text = ASYNCAPI.read_text("utf-8")
    assert text == asyncapi_text(), "run python -m contracts.publish"
    document = yaml.safe_load(text)
    assert document["asyncapi"] == "3.0.0"
    assert set(document["components"]["messages"]) == set(BY_NAME)


def test_references_within_the_asyncapi_document_resolve() -> None:
    document = yaml.safe_load(ASYNCAPI.read_text("utf-8"))
    for reference in references_in(document):
        assert resolve(document, reference) is not None, reference


def references_in(node: Any) -> list[str]:
    if isinstance(node, dict):
        own = [node["$ref"]] if "$ref" in node else []
        return own + [found for value in node.values() for found in references_in(value)]
    if isinstance(node, list):
        return [found for item in node for found in references_in(item)]
    return []


def resolve(document: Any, reference: str) -> Any:
    node = document
    for part in reference.removeprefix("#/").split("/"):
        node = node.get(part)
    return node


@pytest.mark.parametrize("mark", [None, Visibility.PERSONAL])
def test_an_event_with_a_personal_or_unmarked_field_cannot_even_be_declared(mark: Visibility | None) -> None:
    annotation: Any = Annotated[str, mark] if mark else str
    with pytest.raises(UnpublishableField, match="surname"):
        type("Leaky", (Event,), {"__annotations__": {"surname": annotation}, "__module__": __name__})


OLD = {"properties": {"a": {"type": "string"}, "b": {"enum": ["x", "y"]}}, "required": ["a", "b"]}


@pytest.mark.parametrize(
    ("new", "fault"),
    [
        pytest.param(
            {"properties": {"b": {"enum": ["x", "y"]}}, "required": ["b"]}, "a is gone", id="removed"
        ),
        pytest.param(OLD | {"required": ["a"]}, "b became optional", id="optional"),
        pytest.param(
            {"properties": OLD["properties"] | {"c": {}}, "required": ["a", "b", "c"]},  # type: ignore[operator]
            "c became required",
            id="required",
        ),
        pytest.param(
            {"properties": {"a": {"type": "integer"}, "b": {"enum": ["x", "y"]}}, "required": ["a", "b"]},
            "a changed its type",
            id="type",
        ),
        pytest.param(
            {"properties": {"a": {"type": "string"}, "b": {"enum": ["x", "y", "z"]}}, "required": ["a", "b"]},
            "b changed its type or its values",
            id="wider values",
        ),
    ],
)
def test_a_change_an_older_reader_or_writer_could_not_live_with_is_refused(
    new: dict[str, Any], fault: str
) -> None:
    assert any(found.startswith(fault) for found in breaks(OLD, new))


def test_an_optional_field_may_be_added() -> None:
    new = {"properties": OLD["properties"] | {"c": {"type": "string"}}, "required": ["a", "b"]}  # type: ignore[operator]
    assert breaks(OLD, new) == []
