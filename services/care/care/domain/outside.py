"""Who supports people outside the care contract, and where there are guardians for children (§13)."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from uuid import UUID

import yaml
from pydantic import BaseModel, ConfigDict

from care.domain.intake import Pathway
from care.domain.refusals import Code, Refused, must_have_come
from care.domain.rulebook import Mark


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class OutsideProvider(_Strict):
    code: str
    pathway: Pathway
    name: str
    whom: str
    minimum: str
    note: str
    mark: Mark


class Coverage(_Strict):
    """From a day on there are guardians in these areas, or in a share of all; which ones is not public."""

    since: date
    share: str
    areas: tuple[str, ...]
    mark: Mark


class Outside(_Strict):
    services: tuple[OutsideProvider, ...]
    guardians: tuple[Coverage, ...]

    def of(self, pathway: Pathway) -> tuple[OutsideProvider, ...]:
        return tuple(each for each in self.services if each.pathway is pathway)

    def guardians_on(self, day: date) -> Coverage | None:
        begun = [each for each in self.guardians if each.since <= day]
        return max(begun, key=lambda each: each.since, default=None)


@dataclass(frozen=True, kw_only=True)
class Told:
    """Somebody outside the contract was told of a referral, so that they can support the person."""

    referral_id: UUID
    code: str
    told_on: date
    noted_at: datetime
    noted_by: str

    def check(self, pathway: Pathway, outside: Outside, *, today: date) -> None:
        """EL-10: only whoever supports people on this pathway is told."""
        if self.code not in [each.code for each in outside.of(pathway)]:
            raise Refused(Code.UNKNOWN_DESTINATION)
        must_have_come(self.told_on, today)


@cache
def outside_as_shipped() -> Outside:
    text = (files("care.domain.rules") / "outside.yaml").read_text("utf-8")
    return Outside.model_validate(yaml.safe_load(text))
