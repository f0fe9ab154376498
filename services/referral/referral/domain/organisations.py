"""The register of organisations whose people may refer."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources

from contracts.ids import OrganisationId


@dataclass(frozen=True)
class Organisation:
    id: OrganisationId
    name: str
    type: str
    nations: tuple[str, ...]
    status: str
    successor: str

    @property
    def is_current(self) -> bool:
        return self.status != "abolished"


@cache
def organisations() -> tuple[Organisation, ...]:
    """Those that exist come first; a body that has been replaced stays findable by its old name."""
    register = resources.files("referral.domain").joinpath("organisations.csv").read_text("utf-8")
    found = [_organisation(row) for row in csv.DictReader(register.splitlines())]
    return tuple(sorted(found, key=lambda each: (not each.is_current, each.name.casefold())))


def organisation_named(name: str) -> Organisation | None:
    return next((each for each in organisations() if each.name == name), None)


def _organisation(row: dict[str, str]) -> Organisation:
    return Organisation(
        id=OrganisationId(row["id"]),
        name=row["name"],
        type=row["type"],
        nations=tuple(row["nations"].split(";")),
        status=row["status"],
        successor=row["successor"],
    )
