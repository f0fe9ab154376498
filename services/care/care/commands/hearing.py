"""What the other services announce. Facts may come in any order and more than once."""

from dataclasses import dataclass
from datetime import datetime

from care.commands.lives import By
from care.commands.support_clocks import keep_clocks
from care.domain.decided import hear, hear_letters
from care.domain.heard import DecisionHeard, LetterHeard, What
from care.domain.intake import Intake, Pathway, ReferralHeard, Urgency
from care.domain.rulebook import CareRules
from care.domain.support import EntryBasis, SupportCase
from care.storage import UnitOfWork
from contracts.events import Event
from contracts.ids import ReferralId, SupportCaseId


async def hear_referral(
    uow: UnitOfWork, support_case_id: SupportCaseId, heard: ReferralHeard, *, rules: CareRules, at: datetime
) -> None:
    """Opens a support case where the care contract applies and support is wanted."""
    intake = await uow.intakes.locked(heard.referral_id)
    pathway = intake.hear_referral(heard)
    if pathway is not Pathway.CARE_CONTRACT or await uow.cases.of_referral(heard.referral_id):
        return
    case, events = _opened(support_case_id, heard, rules, at)
    _tell_urgency(case, intake)
    uow.cases.add(case)
    events += await catch_up(uow, case, rules)
    await uow.outbox.add(*events, at=at)
    await keep_clocks(uow, case, "opened", rules=rules, at=at)


async def hear_urgency(
    uow: UnitOfWork, referral_id: ReferralId, urgency: Urgency, *, said_at: datetime
) -> None:
    intake = await uow.intakes.locked(referral_id)
    intake.hear_urgency(urgency, said_at=said_at)
    case = await uow.cases.of_referral(referral_id)
    if case is not None:
        _tell_urgency(case, intake)


def _tell_urgency(case: SupportCase, intake: Intake) -> None:
    case.place_tonight_at, case.danger_at = intake.place_tonight_at, intake.danger_at


@dataclass(frozen=True)
class AnswerAt18:
    """`told_by` says whether the person wrote it themselves or a professional passed it on."""

    wants_support: bool
    told_by: str


async def answer_at_18(
    uow: UnitOfWork, referral_id: ReferralId, support_case_id: SupportCaseId, said: AnswerAt18, by: By
) -> bool:
    """Opens a support case for somebody who wants adult support. Says whether it did."""
    intake = await uow.intakes.locked(referral_id)
    heard = intake.answer_at_18(wants_support=said.wants_support, at=by.at)
    wants = "yes" if said.wants_support else "no"
    detail = {"wants_support": wants, "told_by": said.told_by}
    uow.audit.add(
        action="asked_at_18", actor=by.actor.user, subject=str(referral_id), at=by.at, detail=detail
    )
    if heard is None:
        return False
    case, events = _opened(support_case_id, heard, by.rules, by.at)
    case.entry_basis = EntryBasis.AGE_18
    uow.cases.add(case)
    events += await catch_up(uow, case, by.rules)
    await uow.outbox.add(*events, at=by.at)
    await keep_clocks(uow, case, "opened", rules=by.rules, at=by.at)
    return True


def _opened(
    support_case_id: SupportCaseId, heard: ReferralHeard, rules: CareRules, at: datetime
) -> tuple[SupportCase, list[Event]]:
    due = rules.contact_due(heard.submitted_at)
    return SupportCase.open(support_case_id, heard, contact_due_at=due.expires_at, at=at)


async def catch_up(uow: UnitOfWork, case: SupportCase, rules: CareRules) -> list[Event]:
    """Everything heard before there was a support case, in the order in which it happened."""
    referral_id = ReferralId(case.referral_id)
    events: list[Event] = []
    for known in await uow.heard.decisions(referral_id):
        events += hear(case, known)
    return events + hear_letters(case, await uow.heard.letters(referral_id), rules)


async def hear_decision(
    uow: UnitOfWork, referral_id: ReferralId, heard: DecisionHeard, *, rules: CareRules, at: datetime
) -> None:
    """A fact heard before its referral is kept, and applied when the support case opens."""
    intake = await uow.intakes.locked(referral_id)
    if not await uow.heard.keep(referral_id, heard):
        return
    if heard.what is What.TURNED_18:
        intake.turned_18_on = heard.on
    case = await uow.cases.of_referral(referral_id)
    if case is not None:
        events = hear(case, heard)
        events += hear_letters(case, await uow.heard.letters(referral_id), rules)
        await uow.outbox.add(*events, at=at)
        await keep_clocks(uow, case, heard.what, rules=rules, at=at)


async def hear_letter(
    uow: UnitOfWork, referral_id: ReferralId, letter: LetterHeard, *, rules: CareRules, at: datetime
) -> None:
    """Receipt before the decision is held: it counts as soon as the decision is known (§14)."""
    await uow.intakes.locked(referral_id)
    await uow.heard.keep_letter(referral_id, letter)
    case = await uow.cases.of_referral(referral_id)
    if case is not None:
        letters = await uow.heard.letters(referral_id)
        await uow.outbox.add(*hear_letters(case, letters, rules), at=at)
        await keep_clocks(uow, case, "receipt_corrected", rules=rules, at=at)


async def hear_link(
    uow: UnitOfWork, referral_id: ReferralId, other_referral_id: ReferralId, *, is_undone: bool
) -> None:
    """Two cases are about one person: the later knows of the earlier (EL-9)."""
    both = [await uow.cases.of_referral(each) for each in sorted((referral_id, other_referral_id))]
    known = sorted((case for case in both if case is not None), key=lambda case: case.opened_at)
    if len(known) == 2:
        known[1].previous_case_id = None if is_undone else known[0].id


async def hear_support_withdrawn(uow: UnitOfWork, referral_id: ReferralId, *, withdrawn_at: datetime) -> None:
    case = await uow.cases.of_referral(referral_id)
    if case is not None:
        case.withdraw_support(withdrawn_at=withdrawn_at)


async def hear_referral_withdrawn(
    uow: UnitOfWork, referral_id: ReferralId, *, withdrawn_at: datetime
) -> None:
    case = await uow.cases.of_referral(referral_id)
    if case is not None:
        case.withdraw_referral(withdrawn_at=withdrawn_at)
