"""Scenarios from a file. Whatever is not understood stops everything, by its name."""

from collections.abc import Hashable, Iterator
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from nrm.place.scenario import Scenario

SEVERAL = "scenarios"
MERGE = "tag:yaml.org,2002:merge"


class NotUnderstood(Exception):
    """The message names the scenario and the key, for whoever wrote them."""


class AsWritten(yaml.CSafeLoader):
    """Days stay as written, since a scenario's times are London's; a key written twice is refused."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - the base class says it so
        first: [each for each in resolvers if each[0] != "tag:yaml.org,2002:timestamp"]
        for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
    }

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value if key.tag != MERGE]
        twice = next((key for key in keys if keys.count(key) > 1), None)
        if twice is not None:
            raise NotUnderstood(f"the key {twice!r} is written twice in the mapping{node.start_mark}")
        return super().construct_mapping(node, deep=deep)


def read_scenarios(path: Path) -> tuple[list[Scenario], bool]:
    """The scenarios, and whether the file holds a list of them."""
    written = _loaded(path)
    if not isinstance(written, dict):
        raise NotUnderstood(f"{path.name} has to be a scenario, or `scenarios:` and a list of them")
    if SEVERAL not in written:
        return [_read(written, "the scenario")], False
    others = sorted(str(key) for key in written if key != SEVERAL)
    if others:
        raise NotUnderstood(f"unknown key {others[0]!r} beside `scenarios`")
    return list(_each(written[SEVERAL])), True


def _loaded(path: Path) -> Any:
    try:
        return yaml.load(path.read_text("utf-8"), AsWritten)  # noqa: S506  # nosec B506
    except OSError as reason:
        raise NotUnderstood(f"{path} cannot be read: {reason.strerror}") from reason
    except UnicodeDecodeError as reason:
        raise NotUnderstood(f"{path} is not a text file") from reason
    except (yaml.YAMLError, RecursionError) as reason:
        raise NotUnderstood(f"{path} is not YAML: {reason}") from reason


def _each(written: Any) -> Iterator[Scenario]:
    if not isinstance(written, list):
        raise NotUnderstood("`scenarios` has to be a list")
    for number, each in enumerate(written, start=1):
        yield _read(each, f"scenario {number}")


def _read(written: Any, which: str) -> Scenario:
    try:
        return Scenario.model_validate(written)
    except ValidationError as error:
        said = "; ".join(dict.fromkeys(map(_in_words, error.errors())))
        raise NotUnderstood(f"{which}: {said}") from error


def _in_words(error: ErrorDetails) -> str:
    place = ".".join(str(part) for part in error["loc"])
    match error["type"]:
        case "extra_forbidden":
            return f"unknown key {error['loc'][-1]!r} ({place})"
        case "union_tag_invalid":
            return f"unknown action {error['ctx']['tag']!r}"
        case "missing" | "union_tag_not_found":
            return f"{place} is missing"
    return f"{place}: {error['msg']}, not {error['input']!r}"
