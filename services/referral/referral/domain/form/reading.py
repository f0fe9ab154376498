"""Reading the form from data. Data that makes no sense is refused when the service starts."""

from collections.abc import Iterable, Mapping
from typing import Any

from referral.domain.form.conditions import ALWAYS, NEVER, Condition, read_condition
from referral.domain.form.listing import NOT_KNOWN, Listing
from referral.domain.form.questions import (
    AtLeastOne,
    Block,
    Branch,
    Conflict,
    Field,
    Form,
    Kind,
    Option,
    Page,
    Section,
    Step,
)

Data = Mapping[str, Any]  # straight from a YAML file: anything until it is read


class FormDataWrong(ValueError):
    """The form's data contradicts itself."""


def read_form(data: Data, lists: Mapping[str, Iterable[str]]) -> Form:
    reader = _FormReader(data.get("phrases", {}), data.get("wording", {}))
    steps = [reader.step(each, str(each.get("section", ""))) for each in data["steps"]]
    return Form(
        version=data["version"],
        steps={step.id: step for step in steps},
        sections={each["id"]: Section(**each) for each in data.get("sections", [])},
        lists={name: Listing(values, not_known=reader.not_known) for name, values in lists.items()},
        duty_to_notify=reader.condition(data.get("duty_to_notify"), NEVER),
        conflicts=(
            *(Conflict(**each) for each in data.get("conflicts", [])),
            *(conflict for step in steps for conflict in _repetitions(step.slots)),
        ),
    )


class _FormReader:
    def __init__(self, phrases: Mapping[str, str], wording: Mapping[str, str]) -> None:
        self._phrases = phrases
        self._wording = wording
        self.not_known = wording.get("not-known", NOT_KNOWN)

    def condition(self, text: str | None, otherwise: Condition) -> Condition:
        return read_condition(text, self._phrases) if text else otherwise

    def step(self, data: Data, section_id: str) -> Step:
        slots = _slots(data.get("repeat"), self._wording.get("given-twice", GIVEN_TWICE))
        fields = tuple(self.field(each) for each in (*slots, *data.get("fields", [])))
        return Step(
            id=data["id"],
            fields=fields,
            pages=tuple(self._page(each, data["id"], section_id, fields) for each in data.get("pages", [])),
            on_path=self.condition(data.get("on_path_when"), ALWAYS),
            branches=tuple(self._branch(each) for each in data.get("branches", [])),
            next=data.get("next"),
            rules=tuple(self._rule(each) for each in data.get("at_least_one", [])),
            slots=tuple(each["id"] for each in slots),
            is_sent=data.get("sent", True),
            is_added=data.get("added", False),
        )

    def field(self, data: Data) -> Field:
        needed = self._required(data)
        limits = data.get("range")
        return Field(
            id=data["id"],
            kind=Kind(data["type"]),
            name=data.get("name", data["id"]),
            label=data.get("label", ""),
            required=needed,
            shown=self._shown(data),
            hint=data.get("hint", ""),
            options={value: _option(each) for value, each in data.get("options", {}).items()},
            list_name=data.get("list", ""),
            group=data.get("group", ""),
            max=data.get("max"),
            range=(limits[0], limits[1]) if limits else None,
            rules=frozenset(data.get("rules", [])),
            must_be_ticked=data.get("must_be_ticked", False),
            messages={**self._wording, **data.get("errors", {})},
            width=data.get("width", ""),
            autocomplete=data.get("autocomplete", ""),
        )

    def _required(self, data: Data) -> Condition:
        always = ALWAYS if data.get("required") else NEVER
        return self.condition(data.get("required_when"), always)

    def _shown(self, data: Data) -> Condition:
        return self.condition(data.get("shown_when") or data.get("required_when"), ALWAYS)

    def _page(self, data: Data, step_id: str, section_id: str, fields: tuple[Field, ...]) -> Page:
        named = {each.id: each for each in fields}
        asked = list(named) if data.get("fields") == "all" else data.get("fields", [])
        if unknown := set(asked) - named.keys():
            raise FormDataWrong(f"page {data['question']!r} asks for unknown fields {sorted(unknown)}")
        return Page(
            id=data.get("id", step_id),
            step_id=step_id,
            section_id=section_id,
            question=data["question"],
            fields=tuple(named[each] for each in asked),
            guidance=_blocks(data.get("guidance", [])),
            shown=self.condition(data.get("shown_when"), ALWAYS),
        )

    def _branch(self, data: Data) -> Branch:
        return Branch(self.condition(data["when"], ALWAYS), data["goto"])

    def _rule(self, data: Data) -> AtLeastOne:
        when = self.condition(data.get("when"), ALWAYS)
        return AtLeastOne(data["field"], tuple(data["of"]), when, data.get("message", ""))


SLOTS = 10
GIVEN_TWICE = "You have given this {noun} twice"


def _slots(repeat: Data | None, twice: str) -> list[Data]:
    return [] if repeat is None else [_slot(repeat, number, twice) for number in range(1, SLOTS + 1)]


def _slot(repeat: Data, number: int, twice: str) -> Data:
    noun = repeat["name"]
    return {
        "id": f"{repeat['prefix']}{number}",
        "type": "select-from-list",
        "list": repeat["list"],
        "name": f"{noun} {number}",
        "required": number == 1,
        "errors": {
            "required": repeat["required"],
            "not-in-list": repeat["not_in_list"],
            "duplicate-entry": twice.format(noun=noun),
        },
    }


def _repetitions(slots: tuple[str, ...]) -> Iterable[Conflict]:
    for place, slot in enumerate(slots):
        yield from (Conflict("duplicate-entry", slot, earlier) for earlier in slots[:place])


def _option(data: str | Data) -> Option:
    return Option(data) if isinstance(data, str) else Option(data["label"], data.get("hint", ""))


def _blocks(data: Iterable[str | Data]) -> tuple[Block, ...]:
    return tuple(Block("paragraph", each) if isinstance(each, str) else _block(each) for each in data)


def _block(data: Data) -> Block:
    kind, content = next(iter(data.items()))
    if kind == "list":
        return Block(kind, items=tuple(content))
    if kind == "details":
        return Block(kind, content["summary"], (content["text"],))
    return Block(kind, content)
