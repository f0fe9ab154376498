"""Who may read where a house stands, by care's own acts of revealing."""

from datetime import datetime, time, timedelta
from uuid import uuid4

from care.commands import disclosing, transporting
from care.commands.lives import By
from care.domain.people import PRIME_PROVIDER, Actor
from care.domain.refusals import Code, Refused
from care.domain.transport import PickUp, TransportId
from care.storage import UnitOfWork
from care.storage.addresses import seal_address
from care.web.edge import MANAGER, PRIME
from clocks.days import first_instant_of, london_day
from contracts.ids import PremisesId, ProviderId
from nrm.place import disclosure_acts as acts
from nrm.place.scenario import GivenBed, GivenPlacement, GivenPremises, Scenario
from nrm.place.stage import Answer, Stage

DRIVER = "driver"
WHERE = "1 Made-up Street, Madeupton"
HOUSE, BED, STAY = "the house", "the bed", "the stay"
OF_THE_PRIME = (PRIME, "prime_hub")
OF_THE_HOUSE = ("support_worker", "provider_worker", "own_support_worker", MANAGER)


def with_a_house(scenario: Scenario) -> Scenario:
    """The act says nothing of a house, and needs one that somebody is expected in."""
    day = london_day(scenario.at) - timedelta(days=1)
    given = scenario.given.model_copy(
        update={
            "premises": {HOUSE: GivenPremises()},
            "beds": (GivenBed(id=BED, premises=HOUSE),),
            "placements": (GivenPlacement(id=STAY, bed=BED, arrival=day, departure=day),),
        }
    )
    return scenario.model_copy(update={"given": given})


async def read_address(stage: Stage, act: acts.ReadAddress) -> Answer:
    house = PremisesId(stage.names.known("premises", HOUSE))
    async with stage.work() as uow:
        await uow.addresses.keep(house, seal_address(WHERE, house, stage.address_ring))
    async with stage.work() as uow:
        if act.role == DRIVER:
            await _read_as_driver(uow, stage, act)
        else:
            by = By(_actor(act.role), stage.rules, stage.at)
            await disclosing.reveal_address(uow, house, "A scenario", stage.address_ring, by=by)
    return {"ok": True}


def _actor(role: str) -> Actor:
    """Whoever has no role in care has no way to an address."""
    if role in OF_THE_PRIME:
        return Actor(PRIME_PROVIDER, is_prime=True, user=role)
    if role in OF_THE_HOUSE:
        return Actor(ProviderId(GivenPremises().provider), user=role, is_manager=role == MANAGER)
    raise Refused(Code.FORBIDDEN)


async def _read_as_driver(uow: UnitOfWork, stage: Stage, act: acts.ReadAddress) -> None:
    """The journey is arranged on its day, driven, and marked done so many hours ago."""
    done_at = _done_at(stage.at, act)
    began_at = first_instant_of(london_day(done_at or stage.at))
    journey, driver = TransportId(uuid4()), Actor(PRIME_PROVIDER, user=DRIVER)
    wanted = PickUp(driver_id=DRIVER, on=london_day(began_at), earliest=time(0), latest=time(23, 59), seats=1)
    by_prime = By(_actor(PRIME), stage.rules, began_at)
    await transporting.arrange(uow, journey, stage.placement_id(STAY), wanted, by_prime)
    await uow.session.flush()
    if done_at is not None:
        await transporting.finish(uow, journey, By(driver, stage.rules, done_at))
    await transporting.read_address(uow, journey, stage.address_ring, By(driver, stage.rules, stage.at))


def _done_at(at: datetime, act: acts.ReadAddress) -> datetime | None:
    hours = act.journey_done_hours_ago
    return None if hours is None else at - timedelta(hours=hours)
