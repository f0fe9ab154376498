"""The move-on plan, what is asked of councils and others, and help after leaving."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from care.commands.lives import By, locked, record
from care.domain.after_exit import PostExitService, post_exit_services
from care.domain.move_on import (
    ANSWERED_BY_OTHERS,
    Kind,
    LeavingStep,
    MoveOnPlan,
    Result,
    StepAnswer,
    Topic,
    check_council,
)
from care.domain.refusals import Code, Refused
from care.domain.support import SupportCase
from care.storage import UnitOfWork
from clocks.days import london_day
from contracts.ids import SupportCaseId

AFTERWARDS = {Kind.REACH_IN: PostExitService.REACH_IN, Kind.DROP_IN: PostExitService.DROP_IN}


@dataclass(frozen=True)
class Planned:
    words: Mapping[Topic, str]
    settled: frozenset[Topic]
    destination: str | None


async def plan_move_on(uow: UnitOfWork, case_id: SupportCaseId, planned: Planned, by: By) -> None:
    """LC-9: as early in recovery as it makes sense."""
    case = await locked(uow, case_id, by)
    plan = await uow.lives.plan(case_id)
    if plan is None:
        plan = MoveOnPlan(support_case_id=case_id, begun_at=by.at)
        uow.lives.add(plan)
    plan.settle(planned.settled, planned.destination, by.rules, on=london_day(by.at))
    plan.changed_at = by.at
    words = {f"move_on_{topic}": text for topic, text in planned.words.items()}
    await uow.texts.keep(case, case_id, words, at=by.at)
    await record(uow, case, "move_on_planned", by)


@dataclass(frozen=True, kw_only=True)
class NewStep:
    id: UUID
    kind: Kind
    council: str | None = None
    words: str = ""


async def take_step(uow: UnitOfWork, case_id: SupportCaseId, wanted: NewStep, by: By) -> None:
    """Reach-in only for whoever has it, drop-in only while the setting says so (EX-16)."""
    case = await locked(uow, case_id, by)
    check_council(wanted.kind, wanted.council, by.rules, on=london_day(by.at))
    if wanted.kind in AFTERWARDS:
        _check_afterwards(case, AFTERWARDS[wanted.kind], by)
    is_asked = wanted.kind in ANSWERED_BY_OTHERS
    uow.lives.add(
        LeavingStep(
            id=wanted.id,
            support_case_id=case_id,
            kind=wanted.kind,
            council=wanted.council or None,
            asked_at=by.at,
            result=Result.ASKED if is_asked else Result.DONE,
        )
    )
    await uow.session.flush()
    await uow.texts.keep(case, wanted.id, {"words": wanted.words}, at=by.at)
    await record(uow, case, f"leaving_step_{wanted.kind}", by)


def _check_afterwards(case: SupportCase, service: PostExitService, by: By) -> None:
    if case.exited_on is None:
        raise Refused(Code.WRONG_STATE)
    there_is = post_exit_services(
        by.rules, is_confirmed_victim=case.is_confirmed_victim, exit_on=case.exited_on
    )
    if service not in there_is:
        raise Refused(Code.NOT_ELIGIBLE)


async def answer_step(
    uow: UnitOfWork, case_id: SupportCaseId, step_id: UUID, given: StepAnswer, by: By
) -> None:
    case = await locked(uow, case_id, by)
    step = await uow.lives.step(case_id, step_id)
    step.answer(given, by.rules, at=by.at)
    await record(uow, case, f"leaving_step_{given.result}", by)
