"""Confirming the age and routing a case: the first time, and again when more is known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.responses import Response

from clocks import birthday
from contracts.ids import ReferralId
from decision.circumstances.routing import route_case
from decision.domain.routing import Cohort, Confirmed
from decision.domain.stages import CLOSED
from decision.queries.case import CaseView
from decision.storage import UnitOfWork
from decision.web.acts import Act, FreeText, Question, Refusal, Sender, send, show
from decision.web.circumstance_words import COHORTS
from decision.web.edge import ReferralService
from decision.web.visits import ByCaseworker
from plumbing.access import User
from plumbing.form_words import Words
from plumbing.forms import Form, date_boxes
from plumbing.govuk.parts import Option
from plumbing.identifiers import new_id
from plumbing.service_calls import Peer, PeerRefused, PeerUnavailable

router = APIRouter(prefix="/cases/{case_id}/route")

ADULTHOOD = 18


class RouteForm(Form):
    born_on: Annotated[date | None, Words("Enter their date of birth", name="Date of birth")] = None
    age: Annotated[Literal["child", "adult"], Words("Select whether they are under 18")]
    settled: Annotated[Literal["yes", "no"], Words("Select whether their age is settled")]
    panel: Annotated[Literal["yes", "no"], Words("Select whether a child panel decides in their area")] = "no"
    cohort: Annotated[Cohort | Literal["none"], Words("Select what applies, or none of these")] = "none"
    hearing_on: Annotated[date | None, Words("Enter the day of the hearing", name="The hearing")] = None
    note: Annotated[FreeText, Words("Enter your notes", name="Your notes")] = ""

    @property
    def turns_18_on(self) -> date | None:
        return birthday(self.born_on, ADULTHOOD) if self.born_on else None


class BornInTheFuture(Exception):
    pass


async def _record(uow: UnitOfWork, form: RouteForm, sender: Sender) -> None:
    if form.born_on and form.born_on > sender.today:
        raise BornInTheFuture
    said = Confirmed(
        turns_18_on=form.turns_18_on,
        is_child=form.age == "child",
        is_age_settled=form.settled == "yes",
        is_panel_area=form.panel == "yes",
        cohort=None if form.cohort == "none" else form.cohort,
        hearing_on=form.hearing_on,
        by=sender.by,
        at=sender.at,
    )
    await route_case(uow, sender.case_id, said, note_id=new_id(), note=form.note, seen=sender.seen)


def _questions(_: CaseView, __: date) -> Sequence[Question]:
    yes_no = [Option("yes", "Yes"), Option("no", "No")]
    cohort = [Option(each.value, COHORTS[each]) for each in Cohort]
    return [
        Question(
            "date",
            "born_on",
            "What is their date of birth?",
            "Leave it blank if it is not known. Only the day they turn 18 is kept here.",
        ),
        Question(
            "radios",
            "age",
            "Are they under 18?",
            "If you gave a date of birth, that decides. Treat somebody who may be under 18 as a child.",
            [Option("child", "Yes, or they may be"), Option("adult", "No, they are an adult")],
        ),
        Question("radios", "settled", "Is their age settled?", options=yes_no),
        Question(
            "radios",
            "panel",
            "Does a child decision panel work in their area?",
            "A panel takes a child who was more than 100 days short of 18 when referred.",
            yes_no,
        ),
        Question(
            "radios",
            "cohort",
            "Does any of these apply?",
            "If so, the immigration enforcement authority decides about an adult.",
            [*cohort, Option("none", "None of these", divider="or")],
        ),
        Question(
            "date",
            "hearing_on",
            "Is there a court hearing that the decision must come before?",
            "Enter its day. Leave it blank if there is none.",
        ),
        Question("words", "note", "Notes on how you know", "Optional. Kept with the case, sealed."),
    ]


def _why_not(view: CaseView, _: date) -> str:
    return "This case is closed, so nobody decides it any more." if view.case.stage in CLOSED else ""


def _known(view: CaseView) -> Mapping[str, str]:
    case = view.case
    known = {"age": case.age_band, "settled": "yes" if case.is_age_settled else "no"}
    known["panel"] = "yes" if case.is_pilot else "no"
    is_cohort = case.routing_reason in {each.value for each in Cohort}
    known["cohort"] = case.routing_reason if is_cohort and case.routing_reason else "none"
    return known | (date_boxes("hearing_on", case.hearing_on) if case.hearing_on else {})


ROUTE = Act(
    title="Confirm age and route",
    button="Confirm and route",
    done="routed",
    form=RouteForm,
    questions=_questions,
    record=_record,
    refusals={BornInTheFuture: Refusal("born_on", "Date of birth must be in the past")},
    why_not=_why_not,
    known=_known,
)


class _Answers(BaseModel):
    """What we read of the referral: anything else it says is passed over."""

    answers: dict[str, object] = {}


@dataclass(frozen=True)
class _Referral:
    service: Peer
    user: User

    async def born_on(self, referral_id: ReferralId) -> date | None:
        """Not known, and not needed, while the other service does not answer."""
        try:
            found = await self.service.get(f"/v1/internal/referrals/{referral_id}", user=self.user)
        except (PeerUnavailable, PeerRefused):
            return None
        return _read(_Answers.model_validate(found).answers.get("pv-dob"))


def _read(given: object) -> date | None:
    try:
        return date.fromisoformat(str(given))
    except ValueError:
        return None


@router.get("")
async def ask(visit: ByCaseworker, service: ReferralService) -> Response:
    """With the date of birth the first responder gave. The page shows it; nothing keeps it."""
    async with visit.work() as uow:
        case = await uow.cases.get(visit.case_id)
        view = CaseView(case, "")
    born_on = await _Referral(service, visit.user).born_on(case.referral_id)
    known = dict(_known(view)) | (date_boxes("born_on", born_on) if born_on else {})
    return await show(visit, ROUTE, known=known)


@router.post("")
async def confirm(visit: ByCaseworker) -> Response:
    return await send(visit, ROUTE)
