"""Asking for more time after a negative decision, and what the answer changes."""

from dataclasses import dataclass
from uuid import UUID

from care.commands.lives import By, locked, record
from care.domain.extension import (
    PROVIDER,
    Content,
    ExtensionAsked,
    ExtensionRequest,
    ExtensionState,
    extension_terms,
)
from care.domain.leaving import end_extension, grant_extension
from care.domain.refusals import Code, Refused
from care.domain.support import SupportCase
from care.domain.support_states import LEAVING, Step, StepNotAllowed
from care.storage import UnitOfWork
from care.storage.repositories import found
from clocks.days import london_day
from contracts.care import ExtensionRequested
from contracts.ids import SupportCaseId


@dataclass(frozen=True, kw_only=True)
class NewRequest:
    """What the provider asks for and writes."""

    id: UUID
    days: int
    content: Content
    is_exceptional: bool = False
    late_reason: str = ""


async def request_extension(
    uow: UnitOfWork, case_id: SupportCaseId, wanted: NewRequest, by: By
) -> ExtensionRequest:
    """Only the support provider may (EX-6). The person stays until it is answered."""
    case = await locked(uow, case_id, by)
    earlier = await uow.lives.requests(case_id)
    if case.stage not in LEAVING or case.support_end_on is None or any(each.is_open for each in earlier):
        raise StepNotAllowed(case.state, Step.EXTENSION_APPROVED)
    made = _made(case, wanted, len(earlier) + 1, by)
    uow.lives.add(made)
    await uow.session.flush()
    await _keep_words(uow, case, wanted, by)
    await record(uow, case, "extension_requested", by, [_requested(case, made)])
    return made


def _made(case: SupportCase, wanted: NewRequest, number: int, by: By) -> ExtensionRequest:
    wanted.content.check()
    asked = _asked(case, wanted, by)
    terms = extension_terms(by.rules, asked)
    return ExtensionRequest(
        id=wanted.id,
        support_case_id=case.id,
        referral_id=case.referral_id,
        number=number,
        days=wanted.days,
        is_exceptional=wanted.is_exceptional,
        exit_on=asked.exit_on,
        new_exit_on=terms.new_exit_on,
        sent_at=by.at,
        answer_due_on=terms.answer_due_on,
    )


def _asked(case: SupportCase, wanted: NewRequest, by: By) -> ExtensionAsked:
    assert case.support_end_on is not None
    return ExtensionAsked(
        by=PROVIDER if by.actor.provider_id == case.provider_id else "prime",
        days=wanted.days,
        sent_on=london_day(by.at),
        exit_on=case.support_end_on,
        is_exceptional=wanted.is_exceptional,
        late_reason=wanted.late_reason,
    )


async def _keep_words(uow: UnitOfWork, case: SupportCase, wanted: NewRequest, by: By) -> None:
    words = {heading.value: text for heading, text in wanted.content.words.items()}
    await uow.texts.keep(case, wanted.id, words | {"late_reason": wanted.late_reason}, at=by.at)


def _requested(case: SupportCase, made: ExtensionRequest) -> ExtensionRequested:
    return ExtensionRequested(
        **case.ids(),
        request_id=made.id,
        sent_at=made.sent_at,
        exit_on=made.exit_on,
        days=made.days,
        answer_due_on=made.answer_due_on,
    )


async def answer_extension(uow: UnitOfWork, case_id: SupportCaseId, *, is_granted: bool, by: By) -> None:
    """The prime records what the Home Office answered."""
    case, request = await _latest(uow, case_id, by)
    if not by.actor.is_prime:
        raise Refused(Code.FORBIDDEN)
    if is_granted:
        events = grant_extension(case, request, at=by.at)
    else:
        request.answer(ExtensionState.REFUSED, at=by.at)
        events = []
    await record(uow, case, f"extension_{request.state}", by, events)


async def look_again(uow: UnitOfWork, case_id: SupportCaseId, by: By) -> None:
    case, request = await _latest(uow, case_id, by)
    request.look_again(by.rules, at=by.at)
    await record(uow, case, "extension_looked_at_again", by)


async def end_early(uow: UnitOfWork, case_id: SupportCaseId, by: By) -> None:
    """EX-10: the reason for the extension has gone."""
    case = await locked(uow, case_id, by)
    events = end_extension(case, london_day(by.at), at=by.at)
    await record(uow, case, "extension_ended_early", by, events)


async def _latest(uow: UnitOfWork, case_id: SupportCaseId, by: By) -> tuple[SupportCase, ExtensionRequest]:
    case = await locked(uow, case_id, by)
    requests = await uow.lives.requests(case_id)
    return case, found(requests[-1] if requests else None, "extension request")
