"""What an act works with: the scene's database, who acts, by which rules, and at what time."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import select

from care.domain.people import Actor
from care.domain.placement import Placement
from care.domain.refusals import Refused
from care.domain.rulebook import CareRules
from care.storage import UnitOfWork, plumbing
from clocks.days import london_day
from contracts.ids import PlacementId, SupportCaseId
from nrm.place.named import fact_of, state_name
from nrm.place.scenario import Scenario
from plumbing.database import Work
from plumbing.encryption import KeyRing

INVENTED = UUID("6f0f5b0e-7f0c-4d5e-9a54-5d0a3c0f1b77")
Answer = dict[str, Any]


class SceneWrong(Exception):
    """What is given cannot be, or lacks something."""


class NotInScene(SceneWrong):
    """A name is used for something that the scenario has not given."""

    def __init__(self, kind: str, name: str) -> None:
        super().__init__(f"there is no {kind} {name!r} in the scene")


@dataclass
class Names:
    """Ids of the scenario and those in the database."""

    by_id: dict[UUID, str] = field(default_factory=dict)

    def give(self, kind: str, name: str) -> UUID:
        identity = uuid5(INVENTED, f"{kind} {name}")
        self.by_id[identity] = name
        return identity

    def known(self, kind: str, name: str) -> UUID:
        identity = uuid5(INVENTED, f"{kind} {name}")
        if identity not in self.by_id:
            raise NotInScene(kind, name)
        return identity


@dataclass(frozen=True)
class Stage:
    work: Work[UnitOfWork]
    scenario: Scenario
    rules: CareRules
    actor: Actor
    at: datetime
    address_ring: KeyRing
    names: Names = field(default_factory=Names)
    shows_fields: bool = False

    @property
    def today(self) -> date:
        return london_day(self.at)

    def placement_id(self, name: str) -> PlacementId:
        return PlacementId(self.names.known("placement", name))

    async def placement(self, name: str) -> Placement:
        async with self.work() as uow:
            return await uow.placements.get(self.placement_id(name))

    async def stay(self, placement_id: PlacementId) -> Answer:
        async with self.work() as uow:
            placement = await uow.placements.get(placement_id)
        return {"state": state_name(placement.state), "blocked_to": placement.occupied_until}

    def case_of(self, person: str) -> SupportCaseId:
        return SupportCaseId(self.names.known("case", person))

    def refusal(self, refused: Refused) -> Answer:
        """With what stands in the way, by the scenario's own id."""
        return {"ok": False, "code": refused.code.value, **self._in_the_way(refused)}

    def _in_the_way(self, refused: Refused) -> Answer:
        in_the_way = self.names.by_id.get(refused.conflicting) if refused.conflicting else None
        return {
            **({"conflicting": in_the_way} if in_the_way else {}),
            **({"first_possible": refused.first_possible} if refused.first_possible else {}),
        }

    async def facts(self) -> list[str]:
        """Announced since the scene was set, in order."""
        async with self.work() as uow:
            row = plumbing.outbox.c
            types = await uow.session.scalars(select(row.type).order_by(row.position))
            return [fact_of(each) for each in types]
