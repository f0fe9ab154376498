"""Writes the generated JSON Schemas and the AsyncAPI document: `python -m contracts.publish`.

Refuses a schema that an older reader or writer could not live with.
"""

import json
import sys
from pathlib import Path
from typing import Any

import yaml

from contracts.catalogue import EVENTS
from contracts.compatibility import breaks
from contracts.events import Event

FOLDER = Path(__file__).parent
SCHEMAS = FOLDER / "schemas"
EXAMPLES = FOLDER / "examples"
ASYNCAPI = FOLDER / "asyncapi.yaml"


def schema_of(event: type[Event]) -> dict[str, Any]:
    schema = event.model_json_schema(mode="serialization")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"/schemas/{event.name}.json",
    } | schema


def published_schema(event: type[Event]) -> dict[str, Any] | None:
    path = SCHEMAS / f"{event.name}.json"
    return json.loads(path.read_text("utf-8")) if path.exists() else None


def example_of(event: type[Event]) -> dict[str, Any]:
    """One message as it was when this version of the event was new. Added, never edited."""
    example: dict[str, Any] = json.loads((EXAMPLES / f"{event.name}.json").read_text("utf-8"))
    return example


def asyncapi() -> dict[str, Any]:
    topics = sorted({event.topic for event in EVENTS})
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "National Referral Mechanism case system: events",
            "version": "1.0.0",
            "description": "CloudEvents 1.0 in binary mode; the key of each record is the referral id.",
            "license": {"name": "MIT"},
        },
        "defaultContentType": "application/json",
        "channels": {topic: _channel(topic) for topic in topics},
        "operations": {f"announce.{topic}": _operation(topic) for topic in topics},
        "components": {"messages": {event.name: _message(event) for event in EVENTS}},
    }


def _channel(topic: str) -> dict[str, Any]:
    names = [event.name for event in EVENTS if event.topic == topic]
    return {
        "address": topic,
        "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in names},
        "bindings": {"kafka": {"topic": topic, "partitions": 12}},
    }


def _operation(topic: str) -> dict[str, Any]:
    return {"action": "send", "channel": {"$ref": f"#/channels/{topic}"}}


def _message(event: type[Event]) -> dict[str, Any]:
    summary = (event.__doc__ or "").strip().splitlines()
    return {
        "name": event.name,
        "title": event.__name__,
        **({"summary": summary[0]} if summary and "Usage docs" not in summary[0] else {}),
        "contentType": "application/json",
        "headers": {"$ref": "#/components/schemas/CloudEvent"},
        "payload": _inline(schema_of(event)),
        "examples": [{"payload": example_of(event)}],
    }


def _inline(schema: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in schema.items() if not key.startswith("$")}


def cloud_event_headers() -> dict[str, Any]:
    required = ["ce_id", "ce_source", "ce_specversion", "ce_subject", "ce_time", "ce_type"]
    names = [*required, "ce_dataschema", "traceparent"]
    return {
        "type": "object",
        "required": required,
        "properties": {name: {"type": "string"} for name in names},
    }


def asyncapi_text() -> str:
    document = asyncapi()
    document["components"]["schemas"] = {"CloudEvent": cloud_event_headers()}
    return yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=110)


def main() -> int:
    SCHEMAS.mkdir(exist_ok=True)
    refused = 0
    for event in EVENTS:
        published, schema = published_schema(event), schema_of(event)
        faults = breaks(published, schema) if published else []
        for fault in faults:
            refused += 1
            sys.stderr.write(f"{event.name}: {fault}. Give the changed event a new name.\n")
        if not faults:
            text = json.dumps(schema, indent=2, sort_keys=True) + "\n"
            (SCHEMAS / f"{event.name}.json").write_text(text, "utf-8")
    if not refused:
        ASYNCAPI.write_text(asyncapi_text(), "utf-8")
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())
