"""Whether an event's schema may replace the one already published under the same name.

Readers and writers of both ages run side by side during a release. So a reader of the old schema must accept
what a writer of the new one sends, and the other way round. Anything else needs a new name (`….v2`).
"""

from collections.abc import Iterator, Mapping
from typing import Any

Schema = Mapping[str, Any]
_WORDING = {"title", "description", "default", "examples"}


def breaks(old: Schema, new: Schema) -> list[str]:
    """What an older reader or writer could not live with, in words; empty when there is nothing."""
    return list(_breaks(old, new))


def _breaks(old: Schema, new: Schema) -> Iterator[str]:
    before, after = old.get("properties", {}), new.get("properties", {})
    required_before, required_after = set(old.get("required", [])), set(new.get("required", []))
    for field in sorted(required_before - set(after)):
        yield f"{field} is gone, and older readers need it"
    for field in sorted((required_before & set(after)) - required_after):
        yield f"{field} became optional, and older readers need it"
    for field in sorted(required_after - required_before):
        yield f"{field} became required, and older writers do not send it"
    for field in sorted(set(before) & set(after)):
        if _meaning(before[field]) != _meaning(after[field]):
            yield f"{field} changed its type or its values"


def _meaning(schema: Any) -> Any:
    if isinstance(schema, Mapping):
        return {key: _meaning(value) for key, value in schema.items() if key not in _WORDING}
    if isinstance(schema, list):
        return sorted((_meaning(item) for item in schema), key=str)
    return schema
