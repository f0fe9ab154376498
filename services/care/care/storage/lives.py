"""What is loaded about one life in support: its clocks, its way out, its plan. The case is locked first."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from sqlalchemy import Select, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from care.domain.extension import ExtensionRequest
from care.domain.journey import REACHED, Contact, Goal, NeedsAnswer, PlanReview
from care.domain.move_on import LeavingStep, MoveOnPlan
from care.domain.needs import Need, NeedsAssessment
from care.domain.placement import HAS_ARRIVED, STAYING
from care.domain.support import SupportCase
from care.domain.support_clocks import ALLOCATION, Circumstances, ClockState, SupportClock
from care.domain.support_states import SUPPORTED, SupportState
from care.storage import journey_tables, leaving_tables, tables
from care.storage.assessments import Assessments
from care.storage.repositories import found
from contracts.ids import SupportCaseId

T = TypeVar("T")


class Lives:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(
        self,
        thing: SupportClock
        | ExtensionRequest
        | NeedsAssessment
        | MoveOnPlan
        | LeavingStep
        | Goal
        | PlanReview
        | Contact
        | NeedsAnswer,
    ) -> None:
        self._session.add(thing)

    async def requests(self, case_id: SupportCaseId) -> Sequence[ExtensionRequest]:
        table = leaving_tables.extension_request.c
        return await self._all(
            select(ExtensionRequest).where(table.support_case_id == case_id).order_by(table.number)
        )

    async def assessments(self, case_id: SupportCaseId) -> Sequence[NeedsAssessment]:
        table = leaving_tables.needs_assessment.c
        return await self._all(
            select(NeedsAssessment).where(table.support_case_id == case_id).order_by(table.number)
        )

    async def steps(self, case_id: SupportCaseId) -> Sequence[LeavingStep]:
        table = leaving_tables.leaving_step.c
        return await self._all(
            select(LeavingStep).where(table.support_case_id == case_id).order_by(table.asked_at)
        )

    async def step(self, case_id: SupportCaseId, step_id: UUID) -> LeavingStep:
        return found(next((each for each in await self.steps(case_id) if each.id == step_id), None), "step")

    async def goals(self, case_id: SupportCaseId) -> Sequence[Goal]:
        table = journey_tables.journey_goal.c
        return await self._all(select(Goal).where(table.support_case_id == case_id).order_by(table.due_on))

    async def goal(self, case_id: SupportCaseId, goal_id: UUID) -> Goal:
        return found(next((each for each in await self.goals(case_id) if each.id == goal_id), None), "goal")

    async def reviews(self, case_id: SupportCaseId) -> Sequence[PlanReview]:
        table = journey_tables.plan_review.c
        return await self._all(
            select(PlanReview).where(table.support_case_id == case_id).order_by(table.held_on)
        )

    async def contacts(self, case_id: SupportCaseId, *, limit: int = 20) -> Sequence[Contact]:
        """The latest first."""
        table = journey_tables.support_contact.c
        query = select(Contact).where(table.support_case_id == case_id)
        return await self._all(query.order_by(table.happened_at.desc()).limit(limit))

    async def answers(self, case_id: SupportCaseId) -> dict[Need, NeedsAnswer]:
        query = select(NeedsAnswer).where(journey_tables.needs_answer.c.support_case_id == case_id)
        answers: Sequence[NeedsAnswer] = await self._all(query)
        return {each.need: each for each in answers}

    async def plan(self, case_id: SupportCaseId) -> MoveOnPlan | None:
        return await self._session.get(MoveOnPlan, case_id)

    async def clocks(self, case_id: SupportCaseId) -> Sequence[SupportClock]:
        table = leaving_tables.support_clock.c
        return await self._all(
            select(SupportClock).where(table.support_case_id == case_id).order_by(table.due_at)
        )

    async def running_clocks(self, case_id: SupportCaseId) -> Sequence[SupportClock]:
        return [each for each in await self.clocks(case_id) if each.state is ClockState.RUNNING]

    async def circumstances(self, case: SupportCase) -> Circumstances:
        return Circumstances(
            requests=await self.requests(case.id),
            assessments=await self.assessments(case.id),
            last_review_on=await self._last_review_on(case.id),
            last_contact_at=await self._last_contact_at(case),
            arrived_on=await self._arrived_on(case.id),
            lives_in_house=await self.lives_in_house(case.id),
            needs_known_on=await Assessments(self._session).last_known_on(case.id),
        )

    async def lives_in_house(self, case_id: SupportCaseId) -> bool:
        place = tables.placement.c
        query = select(func.count()).where(place.support_case_id == case_id, place.state.in_(STAYING))
        return bool(await self._session.scalar(query))

    async def clocks_to_look_at(self, at: datetime, *, limit: int) -> Sequence[SupportCaseId]:
        """Cases with a clock that warns or runs out now, each once."""
        clock = leaving_tables.support_clock.c
        soon = clock.warn_at.is_not(None) & (clock.warn_at <= at) & clock.warned_at.is_(None)
        late = (clock.due_at <= at) & clock.breached_at.is_(None) & clock.kind.not_in(("minimum", "floor"))
        query = (
            select(clock.support_case_id)
            .where(clock.state == ClockState.RUNNING, late | (soon & (clock.due_at > at)))
            .distinct()
            .limit(limit)
        )
        return (await self._session.scalars(query)).all()

    async def allocations_to_look_at(self, *, limit: int) -> Sequence[SupportCaseId]:
        """In support with nobody to support them and no clock for it, or with a clock and somebody."""
        case, clock = tables.support_case.c, leaving_tables.support_clock.c
        runs = exists().where(
            clock.support_case_id == case.id,
            clock.rule == ALLOCATION,
            clock.state == ClockState.RUNNING,
        )
        begun = case.started_on.is_not(None) | case.assessed_at.is_not(None)
        is_looked_for = case.state.in_(SUPPORTED) & case.has_consented & case.provider_id.is_(None) & begun
        return (await self._session.scalars(select(case.id).where(is_looked_for != runs).limit(limit))).all()

    async def extensions_over(self, today: date, *, limit: int) -> Sequence[SupportCaseId]:
        """Extended until a day that has gone by."""
        case = tables.support_case.c
        stage = func.coalesce(case.left_state, case.state)
        query = (
            select(case.id)
            .where(stage == SupportState.EXTENSION_GRANTED.value, case.support_end_on < today)
            .limit(limit)
        )
        return (await self._session.scalars(query)).all()

    async def _last_review_on(self, case_id: SupportCaseId) -> date | None:
        review = journey_tables.plan_review.c
        query = select(func.max(review.held_on)).where(review.support_case_id == case_id, review.is_agreed)
        day: date | None = await self._session.scalar(query)
        return day

    async def _last_contact_at(self, case: SupportCase) -> datetime | None:
        contact = journey_tables.support_contact.c
        reached = contact.kind.in_(sorted(REACHED))
        query = select(func.max(contact.happened_at)).where(contact.support_case_id == case.id, reached)
        logged: datetime | None = await self._session.scalar(query)
        return max(filter(None, (logged, case.contact_made_at)), default=None)

    async def _arrived_on(self, case_id: SupportCaseId) -> date | None:
        place = tables.placement.c
        has_arrived = place.state.in_(HAS_ARRIVED)
        query = select(func.min(place.arrival_on)).where(place.support_case_id == case_id, has_arrived)
        day: date | None = await self._session.scalar(query)
        return day

    async def _all(self, query: Select[T]) -> Sequence[T]:
        return (await self._session.scalars(query)).all()
