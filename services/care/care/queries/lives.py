"""A life in support as its pages show it: what is planned, running and open, and what was heard."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from care.domain.extension import ExtensionRequest
from care.domain.heard import DecisionHeard
from care.domain.journey import Contact, Goal, GoalState, NeedsAnswer, PlanReview
from care.domain.move_on import LeavingStep, MoveOnPlan, Result
from care.domain.moving import HomeCheck, MoveRequest
from care.domain.needs import Need, NeedsAssessment
from care.domain.people import Actor
from care.domain.reading import PrivilegedItem
from care.domain.support import SupportCase
from care.domain.support_clocks import SupportClock
from care.domain.support_states import Step, SupportState
from care.domain.visibility import (
    Data,
    Role,
    Sight,
    data_of,
    may_read,
    on_reason,
    role_of,
    sight,
)
from care.storage import Missing, UnitOfWork
from care.storage.heard_tables import support_move
from contracts.ids import ReferralId, SupportCaseId


@dataclass(frozen=True)
class Moved:
    at: datetime
    step: Step
    entered: SupportState


@dataclass(frozen=True)
class Reader:
    """Who asks, as what, and what they have opened by saying why."""

    asks: Actor
    role: Role
    opened: frozenset[Data] = frozenset()

    def may_read(self, data: Data) -> bool:
        return may_read(data, self.role) or data in self.opened

    @property
    def may_say_why(self) -> bool:
        """There is more to read, for whoever has a reason."""
        return bool(on_reason(self.role) - self.opened)


@dataclass(frozen=True, kw_only=True)
class Life:
    """`texts` are opened words, by subject and purpose: only what whoever asks may read."""

    case: SupportCase
    requests: Sequence[ExtensionRequest]
    assessments: Sequence[NeedsAssessment]
    steps: Sequence[LeavingStep]
    plan: MoveOnPlan | None
    goals: Sequence[Goal]
    reviews: Sequence[PlanReview]
    contacts: Sequence[Contact]
    answers: Mapping[Need, NeedsAnswer]
    clocks: Sequence[SupportClock]
    heard: Sequence[DecisionHeard]
    moves: Sequence[Moved]
    texts: Mapping[tuple[UUID, str], str]
    lives_in_house: bool
    privileged: Sequence[PrivilegedItem]
    reader: Reader
    home_checks: Sequence[HomeCheck]
    moves_asked: Sequence[MoveRequest]

    def words(self, subject_id: UUID, purpose: str) -> str:
        return self.texts.get((subject_id, purpose), "")

    def need(self, need: Need) -> str:
        return self.words(self.case.id, f"need_{need}")

    @property
    def open_request(self) -> ExtensionRequest | None:
        return next((each for each in self.requests if each.is_open), None)

    @property
    def move(self) -> MoveRequest | None:
        """The one that is under way."""
        return next((each for each in self.moves_asked if each.is_under_way), None)

    @property
    def open_assessment(self) -> NeedsAssessment | None:
        return next((each for each in self.assessments if each.is_open), None)

    @property
    def open_goals(self) -> Sequence[Goal]:
        return [each for each in self.goals if each.state is GoalState.OPEN]

    @property
    def open_steps(self) -> Sequence[LeavingStep]:
        return [each for each in self.steps if each.result is Result.ASKED]

    @property
    def times_asked_again(self) -> int:
        return sum(each.times_asked_again for each in self.answers.values())


async def life(
    uow: UnitOfWork, case_id: SupportCaseId, *, asks: Actor, opened: frozenset[Data] = frozenset()
) -> Life:
    """Only for the prime and the provider that supports the person; to others it is not there.

    `opened` is what whoever asks may read this once, because they have just said why.
    """
    case = await uow.cases.get(case_id)
    role = role_of(asks, provider_id=case.provider_id, worker_id=case.worker_id)
    if role is None:
        raise Missing("support case")
    lives, referral_id = uow.lives, ReferralId(case.referral_id)
    answers = await lives.answers(case_id)
    reader = Reader(asks, role, opened & on_reason(role))
    is_author = sight(Data.PRIVILEGED, role) is Sight.AUTHOR_ONLY
    privileged = await uow.readers.privileged(case_id, by=asks.user) if is_author else ()
    texts = await uow.texts.of_case(case_id, referral_id)
    return Life(
        case=case,
        requests=await lives.requests(case_id),
        assessments=await lives.assessments(case_id),
        steps=await lives.steps(case_id),
        plan=await lives.plan(case_id),
        goals=await lives.goals(case_id),
        reviews=await lives.reviews(case_id),
        contacts=await lives.contacts(case_id),
        answers=answers,
        clocks=await lives.clocks(case_id),
        heard=await uow.heard.decisions(referral_id),
        moves=await _moves(uow, case_id),
        texts=_readable(texts, answers, reader) | _by_author(texts, privileged),
        lives_in_house=await lives.lives_in_house(case_id),
        privileged=privileged,
        reader=reader,
        home_checks=await uow.network.checks(case_id),
        moves_asked=await uow.network.moves(case_id),
    )


def _readable(
    texts: Mapping[tuple[UUID, str], str], answers: Mapping[Need, NeedsAnswer], reader: Reader
) -> dict[tuple[UUID, str], str]:
    """As the matrix says; and of needs, to another organisation only what is shared with consent."""
    asks = reader.asks.provider_id
    unshared = {f"need_{need}" for need, answer in answers.items() if not answer.may_be_read_by(asks)}
    return {
        (subject, purpose): words
        for (subject, purpose), words in texts.items()
        if purpose not in unshared and reader.may_read(data_of(purpose))
    }


def _by_author(
    texts: Mapping[tuple[UUID, str], str], own: Sequence[PrivilegedItem]
) -> dict[tuple[UUID, str], str]:
    keys = [(each.id, Data.PRIVILEGED.value) for each in own]
    return {key: texts[key] for key in keys if key in texts}


async def _moves(uow: UnitOfWork, case_id: SupportCaseId) -> Sequence[Moved]:
    """The latest first."""
    move = support_move.c
    query = select(move.at, move.step, move.entered).where(move.support_case_id == case_id)
    return [Moved(*row) for row in await uow.session.execute(query.order_by(move.number.desc()))]
