"""Compares a description of the public referral form with ours, and lists every difference.

    python -m tests.referral.compare_form FILE

Differences made on purpose are in form_differences.yaml, each with its reason. The exit code is 1 when
others are found.
"""

import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import typer
import yaml

from referral.domain.form.content import referral_form
from referral.domain.form.questions import Field, Form, Kind, Step
from referral.domain.form.reading import read_form

ONLY_SAYS_WHEN_A_BUTTON_IS_PRESSED = "the upload button is pressed"
ASKS_NOTHING = {"check-answers", "submitted"}
ROUTES = {
    "NRM route": "pv-under-age != 'no' or pv-want-to-submit-nrm == 'yes'",
    "duty-to-notify route": "pv-under-age == 'no' and pv-want-to-submit-nrm == 'no'",
}
CHECKED_RULES = {"digits-only"}


def read_public_form(data: Mapping[str, Any]) -> Form:
    phrases = {**ROUTES, "number of uploaded files > 0": "number of upload-file > 0"}
    steps = [_as_our_data(step) for step in data["steps"]]
    form = {"version": 1, "phrases": phrases, "steps": steps, "duty_to_notify": "duty-to-notify route"}
    return read_form(form, referral_form().lists)


def _as_our_data(step: Mapping[str, Any]) -> dict[str, Any]:
    boxes = [field["id"] for field in step["fields"] if "group" in field]
    rules = [{"field": step["id"], "of": boxes}] if "step_rules" in step else []
    fields = [
        {name: value for name, value in field.items() if value != ONLY_SAYS_WHEN_A_BUTTON_IS_PRESSED}
        for field in step["fields"]
    ]
    return {**step, "fields": fields, "at_least_one": rules}


def differences(data: Mapping[str, Any], ours: Form) -> list[str]:
    public = read_public_form(data)
    theirs = {name: step for name, step in public.steps.items() if name not in ASKS_NOTHING}
    found = [f"{name}: missing" for name in theirs.keys() - ours.steps.keys()]
    found += [f"{name}: added" for name in ours.steps.keys() - theirs.keys()]
    for name in theirs.keys() & ours.steps.keys():
        found += _in_step(theirs[name], ours.steps[name])
    return sorted([*found, *_in_lists(data, ours)])


def _in_step(public: Step, ours: Step) -> Iterator[str]:
    if public.on_path != ours.on_path:
        yield f"{public.id}: asked on another path"
    if {frozenset(rule.of) for rule in public.rules} - {frozenset(rule.of) for rule in ours.rules}:
        yield f"{public.id}: a rule is missing"
    mine = {each.id: each for each in ours.fields}
    theirs = {each.id: each for each in public.fields if each.kind is not Kind.READ_ONLY}
    yield from (f"{public.id}/{name}: missing" for name in theirs.keys() - mine.keys())
    yield from (f"{public.id}/{name}: added" for name in mine.keys() - theirs.keys())
    for name in theirs.keys() & mine.keys():
        yield from (f"{public.id}/{name}: {what}" for what in _in_field(theirs[name], mine[name]))


def _in_field(public: Field, ours: Field) -> Iterator[str]:
    for what in ("kind", "list_name", "max", "must_be_ticked", "required", "shown"):
        if getattr(public, what) != getattr(ours, what):
            yield f"another {what}"
    if public.options.keys() != ours.options.keys():
        yield "other options"
    if public.rules & CHECKED_RULES != ours.rules & CHECKED_RULES:
        yield "other rules"


def _in_lists(data: Mapping[str, Any], ours: Form) -> Iterator[str]:
    for name, values in data.get("lists", {}).items():
        missing = {value.strip() for value in values} - set(ours.lists[name])
        yield from (f"list {name}: {value} is missing" for value in missing)
    sizes = {name: len(values) for name, values in data.get("lists", {}).items()}
    for name, size in {**sizes, **data.get("list_sizes", {})}.items():
        if len(ours.lists[name]) != size:
            yield f"list {name}: {'longer' if len(ours.lists[name]) > size else 'shorter'}"


@cache
def deliberate() -> Mapping[str, str]:
    """What differs on purpose, and why."""
    reasons: dict[str, list[str]] = _read(Path(__file__).with_name("form_differences.yaml"))
    return {each: reason for reason, several in reasons.items() for each in several}


def _read(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


def main(path: str) -> int:
    found = differences(_read(Path(path)), referral_form())
    for each in found:
        typer.echo(f"{each}  [{deliberate().get(each, 'NOT ON PURPOSE')}]")
    for each in deliberate().keys() - set(found):
        typer.echo(f"{each}  [said to differ, but does not]")
    return int(set(found) != deliberate().keys())


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1]))
