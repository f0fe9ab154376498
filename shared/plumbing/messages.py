"""An envelope on the wire: CloudEvents 1.0 in binary mode, attributes as headers, the data as JSON."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import ValidationError

from contracts.events import Envelope

_ATTRIBUTES = ("id", "type", "source", "time", "subject", "dataschema")


class Unparseable(Exception):
    """The message is not one of our events, or not a whole one."""


@dataclass(frozen=True)
class Message:
    key: str
    headers: Mapping[str, str]
    value: bytes


def to_message(envelope: Envelope) -> Message:
    attributes = envelope.model_dump(mode="json", include=set(_ATTRIBUTES))
    headers = {f"ce_{name}": str(value) for name, value in attributes.items()}
    headers |= {"ce_specversion": "1.0", "content-type": "application/json"}
    if envelope.traceparent:
        headers["traceparent"] = envelope.traceparent
    return Message(envelope.subject, headers, json.dumps(envelope.data).encode())


def from_message(message: Message) -> Envelope:
    """Raises Unparseable."""
    try:
        attributes = {name: message.headers[f"ce_{name}"] for name in _ATTRIBUTES}
        traceparent = message.headers.get("traceparent")
        return Envelope.model_validate(
            attributes | {"data": json.loads(message.value), "traceparent": traceparent}
        )
    except (KeyError, ValueError, ValidationError) as error:
        raise Unparseable(type(error).__name__) from None
