"""Recording that a decision was sent to somebody, that it was received, and where nothing may go."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter

from decision import serving
from decision.domain.case import Case
from decision.domain.closing import may_notices_go_out
from decision.domain.decisions import DecisionKind
from decision.domain.earliest_day import FloorNotReached, is_before_floor
from decision.domain.letters import How, Proof, Receipt
from decision.domain.notices import Recipient
from decision.domain.serving import (
    AddressMissing,
    AddressNotSafe,
    DoesNotStand,
    NothingGoesOut,
    NotToThem,
    NotYetHappened,
    ReceivedBeforeSent,
    ReceivedThatDay,
    Sending,
    SentBeforeDecided,
    check_recipient,
    decision_to_serve,
)
from decision.queries.case import CaseView
from decision.storage import LetterNotFound, UnitOfWork
from decision.storage.letters import UnsafeAddress
from decision.web.acts import Act, FreeText, Question, Refusal, Sender, offer, offer_one_of
from decision.web.letter_words import GETS, HOWS, PROOFS, RECIPIENTS, decision_title
from plumbing.form_words import Words
from plumbing.forms import AS_TYPED, Form, MaxLen
from plumbing.govuk.parts import Option
from plumbing.identifiers import new_id

router = APIRouter(prefix="/cases/{case_id}/letters")

ADDRESS_LIMIT = 1_000
Address = Annotated[
    str, AS_TYPED, MaxLen(ADDRESS_LIMIT), Words("Enter the name and address", name="The name and address")
]


class SendForm(Form):
    how: Annotated[How, Words("Select how it was sent")]
    address: Address
    is_address_safe: Annotated[
        Literal["yes", "no"], Words("Select whether you have checked that the address is safe")
    ]
    sent_on: Annotated[date, Words("Enter the day it was sent", name="The day")]
    why_after_death: Annotated[FreeText, Words("Enter why it is sent", name="Why it is sent")] = ""


class ReceiptForm(Form):
    received_on: Annotated[date, Words("Enter the day it was received", name="The day")]
    proof: Annotated[Proof, Words("Select what shows that it was received")]
    note: Annotated[FreeText, Words("Enter your notes", name="Your notes")] = ""


class UnsafeForm(Form):
    address: Address


def send_to(decision_id: UUID, recipient: Recipient) -> Act[SendForm]:
    async def record(uow: UnitOfWork, form: SendForm, sender: Sender) -> None:
        sending = Sending(
            letter_id=new_id(),
            decision_id=decision_id,
            recipient=recipient,
            how=form.how,
            address=form.address,
            is_address_safe=form.is_address_safe == "yes",
            sent_on=form.sent_on,
            by=sender.by,
            at=sender.at,
            why_after_death=form.why_after_death,
        )
        await serving.send_letter(uow, sender.case_id, sending, seen=sender.seen)

    return Act(
        title=f"Record that the decision was sent: {RECIPIENTS[recipient].lower()}",
        button="Record that it was sent",
        done="sent",
        form=SendForm,
        questions=_sending,
        record=record,
        refusals=NOT_SENT,
        why_not=lambda view, today: why_not_send(view.case, today, decision_id, recipient),
        before=lambda view: _before_sending(view, decision_id, recipient),
        part="letters",
    )


NOT_SENT = {
    AddressMissing: Refusal("address", "Enter the name and address"),
    AddressNotSafe: Refusal(
        "address",
        "Enter a safe address. No letter goes to one that is linked to the exploitation, or not checked",
    ),
    NotYetHappened: Refusal("sent_on", "The day must be today or in the past"),
    SentBeforeDecided: Refusal("sent_on", "The day must be on or after the day of the decision"),
    FloorNotReached: Refusal("sent_on", "The day must not be before the earliest day the person may be told"),
    NothingGoesOut: Refusal("why_after_death", "Enter why it is sent although the person has died"),
    NotToThem: Refusal("how", "This decision is not sent to them"),
    DoesNotStand: Refusal("how", "This decision does not stand any more, so it is not sent"),
}


def _sending(view: CaseView, _: date) -> Sequence[Question]:
    questions = [
        Question(
            "radios", "how", "How was it sent?", options=[Option(each.value, HOWS[each]) for each in How]
        ),
        Question(
            "words",
            "address",
            "Who was it sent to, and where?",
            "Name and address. Kept sealed.",
            most=ADDRESS_LIMIT,
        ),
        Question(
            "radios",
            "is_address_safe",
            "Have you checked that this address is not linked to the exploitation?",
            "Ask the support provider or the first responder. Never use an address of the exploiters.",
            options=[Option("yes", "Yes, it is safe"), Option("no", "No, or I cannot tell")],
        ),
        Question("date", "sent_on", "When was it sent?"),
    ]
    if may_notices_go_out(view.case):
        return questions
    hint = "The person has died, so nothing is sent without a decision to do so. Kept sealed."
    return [*questions, Question("words", "why_after_death", "Why is it sent all the same?", hint)]


def why_not_send(case: Case, today: date, decision_id: UUID, recipient: Recipient) -> str:
    """Empty when this decision may go to them today."""
    try:
        decision = decision_to_serve(case, decision_id)
        check_recipient(case, decision, recipient)
    except DoesNotStand:
        return "Only a decision that stands is sent."
    except NotToThem:
        return "They are not told of this decision. A child’s papers never go to the child."
    is_conclusive = decision.kind is DecisionKind.CONCLUSIVE_GROUNDS
    if is_conclusive and not case.is_pilot and is_before_floor(case, today):
        return "The person may not be told yet: the earliest day has not come."
    return ""


def _before_sending(view: CaseView, decision_id: UUID, recipient: Recipient) -> Sequence[str]:
    decision = decision_to_serve(view.case, decision_id)
    notice = check_recipient(view.case, decision, recipient)
    return [f"{decision_title(decision)}.", f"What they get: {GETS[notice.gets].lower()}."]


def receipt_of(letter_id: UUID) -> Act[ReceiptForm]:
    async def record(uow: UnitOfWork, form: ReceiptForm, sender: Sender) -> None:
        receipt = Receipt(on=form.received_on, proof=form.proof, by=sender.by, at=sender.at)
        await serving.record_receipt(
            uow, sender.case_id, letter_id, receipt, note=form.note, seen=sender.seen
        )

    return Act(
        title="Record that a letter was received",
        button="Record the receipt",
        done="received",
        form=ReceiptForm,
        questions=_receiving,
        record=record,
        refusals={
            NotYetHappened: Refusal("received_on", "The day must be today or in the past"),
            ReceivedBeforeSent: Refusal("received_on", "The day must be on or after the day it was sent"),
        },
        already=(ReceivedThatDay, LetterNotFound),
        before=lambda _: [
            "The time until support ends is counted from the day the person, or their lawyer, has the "
            "letter. While that day is not known, it does not begin."
        ],
        part="letters",
    )


def _receiving(_: CaseView, __: date) -> Sequence[Question]:
    proofs = [Option(each.value, PROOFS[each]) for each in Proof]
    return [
        Question("date", "received_on", "When was it received?"),
        Question("radios", "proof", "What shows that?", options=proofs),
        Question("words", "note", "Notes", "Optional. Who signed, or who told you. Kept sealed."),
    ]


async def _keep_unsafe(uow: UnitOfWork, form: UnsafeForm, sender: Sender) -> None:
    found = UnsafeAddress(new_id(), form.address, sender.by, sender.at)
    await serving.report_unsafe_address(uow, sender.case_id, found, seen=sender.seen)


UNSAFE = Act(
    title="Report an address as unsafe",
    button="Report the address",
    done="unsafe",
    form=UnsafeForm,
    questions=lambda _, __: [
        Question(
            "words",
            "address",
            "Which address is linked to the exploitation?",
            "As it would stand on an envelope. Kept sealed.",
            most=ADDRESS_LIMIT,
        )
    ],
    record=_keep_unsafe,
    before=lambda _: ["From then on no letter of this case goes there, whoever says that it is safe."],
    part="letters",
)


offer_one_of(router, "/{decision_id}/to/{recipient}", send_to)
offer(router, "/unsafe-address", UNSAFE)
offer_one_of(router, "/{letter_id}/receipt", receipt_of)
