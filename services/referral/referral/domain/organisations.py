"""The register of organisations whose people may refer: what they are called, since when and until when."""

import csv
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from contracts.ids import OrganisationId

ARTICLE = "The "


@dataclass(frozen=True, kw_only=True)
class Organisation:
    """A day that is blank is not known. `valid_to` is the last day on which it existed."""

    id: OrganisationId
    name: str
    type: str
    nations: tuple[str, ...]
    status: str
    also_called: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    successors: tuple[OrganisationId, ...] = ()

    @property
    def is_current(self) -> bool:
        return self.status != "abolished"

    @property
    def names(self) -> tuple[str, ...]:
        """The list of councils writes some names with an article that the register leaves out."""
        return (self.name, *self.also_called, f"{ARTICLE}{self.name}")

    def name_in(self, listed: Container[str]) -> str:
        """As a list writes it, where the list has it."""
        return next((name for name in self.names if name in listed), self.name)

    def existed_on(self, day: date) -> bool:
        if self.valid_to is None and not self.is_current:
            return False
        return (self.valid_from or date.min) <= day <= (self.valid_to or date.max)


@dataclass(frozen=True)
class Found:
    """What a search came upon. An old name leads to the bodies that took its place."""

    organisation: Organisation
    is_current: bool
    now: tuple[Organisation, ...] = ()


@cache
def organisations() -> tuple[Organisation, ...]:
    """Those that exist come first; a body that has been replaced stays findable by its old name."""
    register = resources.files("referral.domain").joinpath("organisations.csv").read_text("utf-8")
    found = [_organisation(row) for row in csv.DictReader(register.splitlines())]
    return tuple(sorted(found, key=lambda each: (not each.is_current, each.name.casefold())))


def organisation_named(name: str) -> Organisation | None:
    return _by_name().get(name)


def name_of(organisation: OrganisationId) -> str:
    """Its id, for a body that the register does not hold."""
    found = _by_id().get(organisation)
    return found.name if found else organisation


def current_on(day: date) -> tuple[Organisation, ...]:
    return tuple(each for each in organisations() if each.existed_on(day))


def leads_to(organisation: Organisation, on: date) -> tuple[Organisation, ...]:
    """Who stands in its place on that day: itself while it exists, or the end of the chain after it."""
    if organisation.existed_on(on):
        return (organisation,)
    following = [_by_id()[each] for each in organisation.successors]
    return tuple(dict.fromkeys(last for each in following for last in leads_to(each, on)))


def replaced_by(name: str, on: date) -> tuple[Organisation, ...]:
    """Whom an old name leads to. Nobody for a body that exists, or whose successor is not known."""
    found = organisation_named(name)
    return () if found is None or found.existed_on(on) else leads_to(found, on)


def search(query: str, on: date, limit: int = 20) -> Sequence[Found]:
    """Current bodies first; among them names that begin so, and then names with words that begin so."""
    matches = [(_rank(each, query.casefold().split(), on), each) for each in organisations()]
    found = [(rank, each.name.casefold(), each) for rank, each in matches if rank is not None]
    best = sorted(found, key=lambda match: match[:2])
    return [_found(each, on) for _, _, each in best[:limit]]


def _rank(organisation: Organisation, typed: Sequence[str], on: date) -> tuple[bool, bool] | None:
    name = organisation.name.casefold()
    words = name.replace("-", " ").replace("(", " ").split()
    if not typed or not all(any(word.startswith(part) for word in words) for part in typed):
        return None
    return not organisation.existed_on(on), not name.startswith(" ".join(typed))


def _found(organisation: Organisation, on: date) -> Found:
    is_current = organisation.existed_on(on)
    return Found(organisation, is_current, () if is_current else leads_to(organisation, on))


@cache
def _by_id() -> Mapping[OrganisationId, Organisation]:
    return {each.id: each for each in organisations()}


@cache
def _by_name() -> Mapping[str, Organisation]:
    return {name: each for each in organisations() for name in each.names}


def councils(listed: Sequence[str]) -> Sequence[str]:
    """As listed, with those that stand in the place of others; what is gone comes last."""
    names = tuple(dict.fromkeys((*listed, *_heirs_of_councils(listed))))
    return sorted(names, key=lambda name: not _is_current(name))


def _heirs_of_councils(listed: Sequence[str]) -> Iterator[str]:
    heirs = {each for organisation in organisations() for each in organisation.successors}
    for each in organisations():
        if each.id in heirs and each.type == "local-authority" and each.name_in(listed) not in listed:
            yield each.name


def _is_current(name: str) -> bool:
    found = organisation_named(name)
    return found is None or found.is_current


def _organisation(row: Mapping[str, str]) -> Organisation:
    return Organisation(
        id=OrganisationId(row["id"]),
        name=row["name"],
        type=row["type"],
        nations=tuple(row["nations"].split(";")),
        status=row["status"],
        also_called=tuple(each for each in row["also_called"].split(";") if each),
        valid_from=_day(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
        successors=tuple(OrganisationId(each) for each in row["successors"].split(";") if each),
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
