"""One scenario from its scene to its answer."""

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy.exc import IntegrityError

from care.domain.people import Actor
from care.domain.refusals import Code, Refused
from care.domain.rulebook import CareRules
from care.domain.support_states import StepNotAllowed
from clocks import Refusal
from contracts.ids import ProviderId
from nrm.place import (
    addresses,
    bookings,
    changes,
    disclosures,
    houses,
    leaving,
    lives,
    money,
    searching,
    stays,
)
from nrm.place.disclosure_acts import ReadAddress
from nrm.place.reading import NotUnderstood
from nrm.place.ruling import rules_of
from nrm.place.scenario import GivenActor, Scenario
from nrm.place.scene import Scene
from nrm.place.stage import Answer, Names, SceneWrong, Stage
from nrm.place.throwaway import Throwaway, throwaway

Try = Callable[[Stage, Any], Awaitable[Answer]]
ACTS: Mapping[str, Try] = {
    "book": bookings.book,
    "book_concurrently": bookings.book_concurrently,
    "book_household": bookings.book_household,
    "confirm": stays.confirm,
    "cancel": stays.cancel,
    "arrive": stays.arrive,
    "depart": stays.depart,
    "extend": changes.extend,
    "overstay": changes.overstay,
    "set_turnaround": changes.set_turnaround,
    "void": houses.void,
    "cancel_void": houses.cancel_void,
    "change_void": houses.change_void,
    "read_address": addresses.read_address,
    "send_letter": disclosures.send_letter,
    "close_bed": houses.close_bed,
    "event": lives.happen,
    "close_premises": houses.close_premises,
    "reopen_bed": houses.reopen_bed,
}
QUESTIONS: Mapping[str, Try] = {  # nothing is announced
    "search": searching.search,
    "capacity": houses.capacity,
    "occupancy": houses.occupancy,
    "exit_date": leaving.exit_date,
    "extension_request": leaving.extension_request,
    "reach_in_eligible": leaving.reach_in_eligible,
    "recovery_minimum": leaving.recovery_minimum,
    "post_exit_services": leaving.post_exit_services,
    "entitlement_start": money.entitlement_start,
    "weekly": money.weekly_amount,
    "child_addition": money.child_addition,
    "back_payment": money.back_payment,
    "channel_outage": money.channel_outage,
    "disclosure_request": disclosures.disclosure_request,
}


async def try_all(scenarios: Sequence[Scenario], *, shows_fields: bool = False) -> list[Answer]:
    """In order, each from a clean scene. Raises NotUnderstood, with its number, for one that cannot be."""
    numbered = list(enumerate(scenarios, start=1))
    rules = []
    for number, scenario in numbered:
        with _named(number):
            rules.append(rules_of(scenario.given))
    answers = []
    async with throwaway() as database:
        for (number, scenario), ruled in zip(numbered, rules, strict=True):
            with _named(number):
                stage = _stage(scenario, ruled, database, shows_fields=shows_fields)
                answers.append(await _try_out(stage, database))
    return answers


@contextmanager
def _named(number: int) -> Iterator[None]:
    try:
        yield
    except SceneWrong as reason:
        raise NotUnderstood(f"scenario {number}: {reason}") from reason


def _stage(scenario: Scenario, rules: CareRules, database: Throwaway, *, shows_fields: bool) -> Stage:
    if isinstance(scenario.when, ReadAddress):
        scenario = addresses.with_a_house(scenario)
    return Stage(
        work=database.work,
        scenario=scenario,
        rules=rules,
        actor=_actor(scenario.given.actor),
        at=scenario.at,
        address_ring=database.address_ring,
        names=Names(),
        shows_fields=shows_fields,
    )


async def _try_out(stage: Stage, database: Throwaway) -> Answer:
    await database.empty()
    scene = Scene(scenario=stage.scenario, rules=stage.rules, names=stage.names, at=stage.at)
    try:
        async with stage.work() as uow:
            await scene.set(uow)
    except IntegrityError as error:
        raise SceneWrong(f"such a scene cannot be: {error.orig}") from error
    return await _answer(stage)


async def _answer(stage: Stage) -> Answer:
    act = stage.scenario.when.action
    if act in QUESTIONS:
        return await _refusable(stage, QUESTIONS[act])
    return await _refusable(stage, ACTS[act]) | await _announced(stage)


async def _refusable(stage: Stage, act: Try) -> Answer:
    try:
        return await act(stage, stage.scenario.when)
    except Refused as refused:
        return stage.refusal(refused)
    except StepNotAllowed:
        return {"ok": False, "code": Code.WRONG_STATE.value}
    except Refusal as refused:  # a count that would have to be guessed
        return {"ok": False, "code": refused.code}


async def _announced(stage: Stage) -> Answer:
    """What was done is announced first, what followed from it after."""
    facts = await stage.facts()
    return {"events": facts, **({"event": facts[0]} if facts else {})}


def _actor(given: GivenActor) -> Actor:
    return Actor(
        ProviderId(given.provider),
        is_prime=given.is_prime,
        user=given.role,
        is_manager=given.role == "provider_manager",
    )
