"""What a form says of a person that helps to know them again."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from referral.domain.facts import Facts
from referral.domain.form.listing import UNKNOWN
from referral.domain.form.values import Value
from referral.domain.likeness.births import Born, born_about, born_by_age, born_on
from referral.domain.likeness.names import words_of

Given = Mapping[str, Mapping[str, Value]]


@dataclass(frozen=True)
class Person:
    first: tuple[str, ...]
    last: tuple[str, ...]
    others: tuple[str, ...] = ()
    born: Born | None = None
    gender: str = ""
    nationalities: frozenset[str] = frozenset()
    text: str = ""

    @property
    def name(self) -> tuple[str, ...]:
        """Somebody with one name has it in both boxes."""
        return tuple(dict.fromkeys((*self.first, *self.last)))

    @property
    def all_names(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.name, *self.others)))


def person_in(given: Given, today: date) -> Person | None:
    """Nobody, when the form does not name them: then nothing is kept to find them by (MH02)."""
    facts = Facts({name: value for step in given.values() for name, value in step.items()})
    first, last = words_of(facts.text("pv-name-first-name")), words_of(facts.text("pv-name-last-name"))
    if not (first or last):
        return None
    return Person(
        first,
        last,
        others=words_of(facts.text("pv-name-nickname")),
        born=_born(facts, today),
        gender=facts.text("pv-gender"),
        nationalities=_nationalities(facts),
        text=text_of(given),
    )


def _born(facts: Facts, today: date) -> Born | None:
    exact, rough, age = (facts.text(field) for field in ("pv-dob", "pv-dob-rough", "pv-age-estimate"))
    if exact:
        return born_on(date.fromisoformat(exact))
    if rough:
        return born_about(rough)
    return born_by_age(int(age), today) if age.isdecimal() else None


def _nationalities(facts: Facts) -> frozenset[str]:
    named = {facts.text("pv-nationality"), facts.text("pv-nationality-second")}
    return frozenset(named - {"", UNKNOWN})


def text_of(given: Given) -> str:
    """A fingerprint of every answer, whatever its spacing and capitals: the same for a form sent twice."""
    return sha256("\n".join(sorted(_lines(given))).encode()).hexdigest()


def _lines(given: Given) -> Iterator[str]:
    for step, fields in given.items():
        for field, value in fields.items():
            yield f"{step}/{field}: {' '.join(str(value).casefold().split())}"
