"""Recording what a person says at 18: whether they stay in, and whether they want support."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter

from decision.circumstances.turning_18 import record_consent
from decision.domain.overlays import Consent
from decision.domain.stages import UNDECIDED
from decision.domain.turning_18 import BeforeTheBirthday, ConsentAt18, How, OralNotYetAllowed
from decision.queries.case import CaseView
from decision.storage import UnitOfWork
from decision.web.acts import Act, FreeText, NotYetSo, Question, Refusal, Sender, offer
from plumbing.form_words import Words
from plumbing.forms import Form
from plumbing.govuk.parts import Option
from plumbing.identifiers import new_id

router = APIRouter(prefix="/cases/{case_id}/consent-at-18")


class ConsentForm(Form):
    stays: Annotated[Literal["yes", "no"], Words("Select whether they stay in")]
    how: Annotated[How, Words("Select how they said so")]
    said_on: Annotated[date, Words("Enter the day they said so", name="The day")]
    support: Annotated[Literal["yes", "no"], Words("Select whether they want support")]
    note: Annotated[FreeText, Words("Enter your notes", name="Your notes")] = ""


async def _record(uow: UnitOfWork, form: ConsentForm, sender: Sender) -> None:
    if form.said_on > sender.today:
        raise NotYetSo
    said = ConsentAt18(
        id=new_id(),
        case_id=sender.case_id,
        is_given=form.stays == "yes",
        how=form.how,
        said_on=form.said_on,
        is_support_wanted=form.support == "yes",
        recorded_by=sender.by,
        recorded_at=sender.at,
    )
    await record_consent(uow, said, withdrawal_id=new_id(), note=form.note, seen=sender.seen)


def _questions(_: CaseView, __: date) -> Sequence[Question]:
    return [
        Question(
            "radios",
            "stays",
            "Do they stay in the National Referral Mechanism?",
            options=[
                Option("yes", "Yes, they agree"),
                Option("no", "No, they do not agree", "The case is withdrawn at once"),
            ],
        ),
        Question(
            "radios",
            "how",
            "How did they say so?",
            options=[
                Option("written", "In writing, on the signed form"),
                Option("oral", "To a professional of a first responder, who signed and returned the form"),
            ],
        ),
        Question("date", "said_on", "On which day?", "On the 18th birthday or after it."),
        Question(
            "radios",
            "support",
            "Do they want support as an adult?",
            "A separate choice: they may stay in without support.",
            [Option("yes", "Yes"), Option("no", "No")],
        ),
        Question("words", "note", "Notes", "Optional. Who spoke with them. Kept sealed."),
    ]


def _why_not(view: CaseView, _: date) -> str:
    is_asked = view.case.consent is Consent.AWAITING_AT_18 and view.case.stage in UNDECIDED
    return "" if is_asked else "Nobody waits for this person’s agreement at 18."


CONSENT_AT_18 = Act(
    title="Record what the person says at 18",
    button="Record it",
    done="consent",
    form=ConsentForm,
    questions=_questions,
    record=_record,
    refusals={
        NotYetSo: Refusal("said_on", "The day must be today or in the past"),
        BeforeTheBirthday: Refusal("said_on", "The day must be the 18th birthday or after it"),
        OralNotYetAllowed: Refusal("how", "Before 13 February 2026 agreement had to be in writing"),
    },
    why_not=_why_not,
)


offer(router, "", CONSENT_AT_18)
