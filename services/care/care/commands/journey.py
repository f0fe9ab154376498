"""Planning with the person, keeping in touch, and asking about needs once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from care.commands.lives import By, locked, record
from care.domain.journey import (
    Contact,
    ContactKind,
    Goal,
    GoalState,
    NeedsAnswer,
    PlanReview,
    check_letter,
)
from care.domain.needs import Need
from care.domain.refusals import Code, Refused, must_have_come
from care.domain.support import SupportCase
from care.storage import UnitOfWork
from clocks.days import london_day
from contracts.ids import SupportCaseId


@dataclass(frozen=True, kw_only=True)
class NewGoal:
    id: UUID
    need: Need
    wish: str
    action: str
    is_persons_own: bool
    due_on: date


async def add_goal(uow: UnitOfWork, case_id: SupportCaseId, wanted: NewGoal, by: By) -> None:
    case = await locked(uow, case_id, by)
    uow.lives.add(
        Goal(
            id=wanted.id,
            support_case_id=case_id,
            need=wanted.need,
            is_persons_own=wanted.is_persons_own,
            due_on=wanted.due_on,
            added_at=by.at,
        )
    )
    await uow.texts.keep(case, wanted.id, {"wish": wanted.wish, "action": wanted.action}, at=by.at)
    await record(uow, case, "goal_added", by)


async def end_goal(uow: UnitOfWork, case_id: SupportCaseId, goal_id: UUID, state: GoalState, by: By) -> None:
    case = await locked(uow, case_id, by)
    goal = await uow.lives.goal(case_id, goal_id)
    goal.end(state, at=by.at)
    await record(uow, case, f"goal_{state}", by)


@dataclass(frozen=True, kw_only=True)
class Reviewed:
    id: UUID
    held_on: date
    is_agreed: bool
    words: str = ""


async def review_plan(uow: UnitOfWork, case_id: SupportCaseId, held: Reviewed, by: By) -> None:
    """Agreeing the plan for the first time is its first review (LC-7)."""
    case = await locked(uow, case_id, by)
    must_have_come(held.held_on, london_day(by.at))
    uow.lives.add(
        PlanReview(
            id=held.id,
            support_case_id=case_id,
            held_on=held.held_on,
            is_agreed=held.is_agreed,
            by=by.actor.user,
            at=by.at,
        )
    )
    await uow.texts.keep(case, held.id, {"words": held.words}, at=by.at)
    await record(uow, case, "plan_reviewed", by)


@dataclass(frozen=True, kw_only=True)
class NewContact:
    id: UUID
    kind: ContactKind
    happened_at: datetime
    summary: str = ""


async def log_contact(uow: UnitOfWork, case_id: SupportCaseId, wanted: NewContact, by: By) -> None:
    """A letter is sent with an act of its own, which asks where it goes."""
    if wanted.kind is ContactKind.LETTER:
        raise Refused(Code.UNSAFE_ADDRESS)
    case = await locked(uow, case_id, by)
    if wanted.happened_at > by.at:
        raise Refused(Code.IN_FUTURE)
    uow.lives.add(
        Contact(
            id=wanted.id,
            support_case_id=case_id,
            kind=wanted.kind,
            happened_at=wanted.happened_at,
            by=by.actor.user,
        )
    )
    await uow.texts.keep(case, wanted.id, {"summary": wanted.summary}, at=by.at)
    await record(uow, case, "contact_logged", by)


@dataclass(frozen=True, kw_only=True)
class NewLetter:
    """A letter to the person, and whether it goes to an address that is marked as safe."""

    id: UUID
    about: str
    is_address_safe: bool


async def send_letter(uow: UnitOfWork, case_id: SupportCaseId, letter: NewLetter, by: By) -> None:
    """Kept among the contacts. It raises before anything is written to another address (VI-8)."""
    case = await locked(uow, case_id, by)
    check_letter(is_address_safe=letter.is_address_safe)
    sent = Contact(
        id=letter.id,
        support_case_id=case_id,
        kind=ContactKind.LETTER,
        happened_at=by.at,
        by=by.actor.user,
    )
    uow.lives.add(sent)
    await uow.texts.keep(case, letter.id, {"summary": letter.about}, at=by.at)
    await record(uow, case, "letter_sent", by)


async def note_needs(
    uow: UnitOfWork, case_id: SupportCaseId, said: Mapping[Need, str], *, is_shared: bool, by: By
) -> None:
    """What is held already and asked for again is counted; the aim is never."""
    case = await locked(uow, case_id, by)
    await keep_needs(uow, case, said, is_shared=is_shared, by=by)
    await record(uow, case, "needs_noted", by)


async def keep_needs(
    uow: UnitOfWork, case: SupportCase, said: Mapping[Need, str], *, is_shared: bool, by: By
) -> None:
    known = await uow.lives.answers(case.id)
    for need, words in said.items():
        if not words.strip():
            continue
        if need in known:
            known[need].ask_again(is_shared=is_shared, by=by.actor, at=by.at)
        else:
            uow.lives.add(_answer(case.id, need, is_shared, by))
        await uow.texts.keep(case, case.id, {f"need_{need}": words}, at=by.at)


def _answer(case_id: SupportCaseId, need: Need, is_shared: bool, by: By) -> NeedsAnswer:
    return NeedsAnswer(
        support_case_id=case_id,
        need=need,
        is_shared=is_shared,
        asked_at=by.at,
        asked_by=by.actor.user,
        asked_at_provider=by.actor.provider_id,
    )
