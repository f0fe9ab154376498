"""The made-up people one can sign in as, and the programs that have no face and fetch tokens instead."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

PASSWORD_ONLY = ("pwd",)
PASSWORD_AND_CODE = ("pwd", "otp")


@dataclass(frozen=True)
class Person:
    """`portal` is where the person works, by the name its portal signs in with."""

    subject: str
    name: str
    portal: str
    organisation: str
    roles: tuple[str, ...]

    @property
    def duties(self) -> str:
        return ", ".join(role.replace("_", " ") for role in self.roles)

    @property
    def is_program(self) -> bool:
        return "program" in self.roles

    @property
    def methods(self) -> tuple[str, ...]:
        """Staff are asked for a second factor; first responders are not."""
        return PASSWORD_ONLY if self.portal == "referral" else PASSWORD_AND_CODE


def write_people(path: Path, people: Iterable[Person]) -> None:
    path.write_text(json.dumps([asdict(person) for person in people], indent=1))


def read_people(path: Path) -> list[Person]:
    return [Person(**entry | {"roles": tuple(entry["roles"])}) for entry in json.loads(path.read_text())]
