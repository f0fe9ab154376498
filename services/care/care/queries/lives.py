"""A life in support as its pages show it: what is planned, running and open, and what was heard."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from care.domain.assessments import HEALTH as HEALTH_PARTS
from care.domain.assessments import Part
from care.domain.extension import ExtensionRequest, Heading
from care.domain.heard import DecisionHeard
from care.domain.journey import Contact, Goal, GoalState, NeedsAnswer, PlanReview
from care.domain.move_on import LeavingStep, MoveOnPlan, Result
from care.domain.needs import Need, NeedsAssessment
from care.domain.support import SupportCase
from care.domain.support_clocks import SupportClock
from care.domain.support_states import Step, SupportState
from care.storage import Missing, UnitOfWork
from care.storage.heard_tables import support_move
from contracts.ids import ProviderId, ReferralId, SupportCaseId


@dataclass(frozen=True)
class Moved:
    at: datetime
    step: Step
    entered: SupportState


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

    def words(self, subject_id: UUID, purpose: str) -> str:
        return self.texts.get((subject_id, purpose), "")

    def need(self, need: Need) -> str:
        return self.words(self.case.id, f"need_{need}")

    @property
    def open_request(self) -> ExtensionRequest | None:
        return next((each for each in self.requests if each.is_open), None)

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


async def life(uow: UnitOfWork, case_id: SupportCaseId, *, asks: ProviderId, is_prime: bool) -> Life:
    """Only for the prime and the provider that supports the person; to others it is not there."""
    case = await uow.cases.get(case_id)
    if not is_prime and case.provider_id != asks:
        raise Missing("support case")
    lives, referral_id = uow.lives, ReferralId(case.referral_id)
    answers = await lives.answers(case_id)
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
        texts=_readable(await uow.texts.of_case(case_id, referral_id), case, answers, asks),
        lives_in_house=await lives.lives_in_house(case_id),
    )


NOT_HEALTH = [part for part in Part if part not in HEALTH_PARTS]
OF_ASSESSMENTS = ("language", "interpreter", "remedy", "why_contract", "council_reason")
PRIME_READS = frozenset(
    {
        "evidence",
        "late_reason",
        *(heading.value for heading in Heading),
        *OF_ASSESSMENTS,
        *(f"{about}_{part}" for about in ("part", "not_asked") for part in NOT_HEALTH),
    }
)
HEALTH = (Need.HEALTH, Need.WELLBEING)
PRIME_IS_TOLD = frozenset(f"need_{need}" for need in Need if need not in HEALTH)


def _readable(
    texts: Mapping[tuple[UUID, str], str],
    case: SupportCase,
    answers: Mapping[Need, NeedsAnswer],
    asks: ProviderId,
) -> Mapping[tuple[UUID, str], str]:
    """Needs are shared with consent. The prime reads what goes through it, and neither notes nor health."""
    hidden = {f"need_{need}" for need, answer in answers.items() if not answer.may_be_read_by(asks)}
    if case.provider_id != asks:
        hidden |= {purpose for _, purpose in texts} - PRIME_READS - PRIME_IS_TOLD
    return {(subject, purpose): words for (subject, purpose), words in texts.items() if purpose not in hidden}


async def _moves(uow: UnitOfWork, case_id: SupportCaseId) -> Sequence[Moved]:
    """The latest first."""
    move = support_move.c
    query = select(move.at, move.step, move.entered).where(move.support_case_id == case_id)
    return [Moved(*row) for row in await uow.session.execute(query.order_by(move.number.desc()))]
