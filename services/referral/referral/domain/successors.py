"""Old names among the answers of a page, and the bodies that took their place."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from referral.domain.form.questions import Field, Form
from referral.domain.form.values import StepAnswers, Value
from referral.domain.organisations import replaced_by

LISTS = frozenset({"organisations", "local_authorities"})
NOT_LISTED = "-not-listed"


@dataclass(frozen=True)
class OldName:
    """`field` is where a name from the list belongs, `typed_in` where the old one was found."""

    field: str
    typed_in: str
    name: str
    now: tuple[str, ...]

    def replacing(self, chosen: str) -> dict[str, Value]:
        """Nothing is replaced by keeping the old name."""
        if chosen == self.name:
            return {}
        return {self.typed_in: "", self.field: chosen}


def old_names(form: Form, fields: Sequence[Field], answers: StepAnswers, on: date) -> list[OldName]:
    return [found for field in fields if field.list_name in LISTS for found in _of(form, field, answers, on)]


def _of(form: Form, field: Field, answers: StepAnswers, on: date) -> Iterator[OldName]:
    """Somebody may not have found the name in the list, and typed it into the other box."""
    listed = form.lists[field.list_name]
    for typed_in in (field.id, f"{field.id}{NOT_LISTED}"):
        name = listed.find(str(answers.get(typed_in, "")))
        now = tuple(each.name_in(listed) for each in replaced_by(name, on))
        if now:
            yield OldName(field.id, typed_in, name, now)


def names_now(names: Sequence[str], on: date) -> Mapping[str, tuple[str, ...]]:
    """Of names in a list, those that are old, with what they are called now."""
    found = {name: replaced_by(name, on) for name in names}
    return {name: tuple(each.name_in(names) for each in now) for name, now in found.items() if now}
