"""Writing down what happened, reporting it in time, and closing it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from care.commands.risk import incidents
from care.commands.risk.incidents import Told
from care.domain.incidents import Category, Happening, Incident, IncidentId, Severity
from care.domain.refusals import Code
from care.queries.risks import IncidentOf, one_incident, open_incidents
from care.storage import UnitOfWork
from care.web import columns, paths
from care.web.edge import AnyDesk, Desk, OverseersDesk
from care.web.life.words import choices
from care.web.safety.record import Asking, FormView, ask_about, case_of, safety
from care.web.safety.times import TimeOfDay, instant_of
from care.web.safety.words import CATEGORIES, SEVERITIES, SEVERITY_OPTIONS, instant, status_of
from care.web.sending import send
from contracts.ids import PremisesId, SupportCaseId
from plumbing.form_words import Words
from plumbing.forms import NOT_AFTER_TODAY, Filled, Form, MaxLen
from plumbing.govuk.parts import Column, Row, Status
from plumbing.pages import form_page, page, see_other

router = APIRouter()
NEW = f"{paths.PEOPLE}/{{support_case_id}}/incident"
ONE = f"{paths.INCIDENTS}/{{incident_id}}"
INCIDENT = Asking("incident_new.html", choices(CATEGORIES), SEVERITY_OPTIONS)


class IncidentForm(Form):
    category: Annotated[Category, Words("Select what kind of incident it was")]
    severity: Annotated[Severity, Words("Select how grave it is")]
    known_on: Annotated[date, NOT_AFTER_TODAY, Words("Enter the day you knew of it", name="Day")]
    known_time: TimeOfDay
    what_happened: Annotated[str, MaxLen(5000), Words("Enter what happened", name="What happened")]

    @property
    def happening(self) -> Happening:
        return Happening(
            category=self.category,
            severity=self.severity,
            known_at=instant_of(self.known_on, self.known_time),
        )


class OutcomeForm(Form):
    outcome: Annotated[str, MaxLen(5000), Words("Enter what was done about it", name="What was done")]


@dataclass(frozen=True)
class IncidentLine:
    reference: str
    href: str
    kind: str
    due: str
    status: Status


@dataclass(frozen=True)
class IncidentsView:
    lines: Sequence[IncidentLine]
    columns: Sequence[Column] = columns.INCIDENTS


@dataclass(frozen=True, kw_only=True)
class IncidentView:
    title: str
    reference: str
    back: str
    here: str
    status: Status
    rows: Sequence[Row]
    may_report: bool
    may_tell_safeguarding: bool
    may_close: bool
    is_moving: bool


@router.get(paths.INCIDENTS)
async def list_incidents(request: Request, desk: AnyDesk) -> Response:
    async with desk.work() as uow:
        found = await open_incidents(uow)
    return page(request, "incidents.html", IncidentsView([_line(each, desk) for each in found]))


@router.get(NEW)
async def ask_incident(request: Request, desk: AnyDesk, support_case_id: SupportCaseId) -> Response:
    return await ask_about(request, desk, support_case_id, INCIDENT, Filled())


@router.post(NEW)
async def record_incident(request: Request, desk: AnyDesk, support_case_id: SupportCaseId) -> Response:
    async def record(uow: UnitOfWork, form: IncidentForm) -> str:
        told = Told(what_happened=form.what_happened)
        incident_id = await incidents.record_incident(uow, support_case_id, form.happening, told, desk.by)
        return f"{paths.INCIDENTS}/{incident_id}"

    again = partial(ask_about, request, desk, support_case_id, INCIDENT)
    graver = {Code.ALWAYS_CRITICAL: "severity"}
    return await send(request, desk, IncidentForm, record, again, field="known_time", field_of=graver)


@router.get(ONE)
async def show_incident(request: Request, desk: AnyDesk, incident_id: IncidentId) -> Response:
    async with desk.work() as uow:
        incident = await one_incident(uow, incident_id)
        case = await case_of(uow, desk, incident.support_case_id)
        texts = await uow.texts.of_case(case.id, case.referral_id)
    said = {purpose: words for (subject, purpose), words in texts.items() if subject == incident.id}
    return page(request, "incident.html", _view(incident, case.reference, said, desk))


@router.post(f"{ONE}/report")
async def report(desk: AnyDesk, incident_id: IncidentId) -> Response:
    async with desk.work() as uow:
        await incidents.report(uow, incident_id, desk.by)
    return see_other(f"{paths.INCIDENTS}/{incident_id}")


@router.post(f"{ONE}/safeguarding")
async def tell_safeguarding(desk: AnyDesk, incident_id: IncidentId) -> Response:
    async with desk.work() as uow:
        await incidents.tell_safeguarding(uow, incident_id, desk.by)
    return see_other(f"{paths.INCIDENTS}/{incident_id}")


@router.get(f"{ONE}/close")
async def ask_close(request: Request, desk: AnyDesk, incident_id: IncidentId) -> Response:
    return await _close_page(request, desk, incident_id, Filled())


@router.post(f"{ONE}/close")
async def close(request: Request, desk: AnyDesk, incident_id: IncidentId) -> Response:
    async def record(uow: UnitOfWork, form: OutcomeForm) -> str:
        await incidents.close(uow, incident_id, form.outcome, desk.by)
        return f"{paths.INCIDENTS}/{incident_id}"

    again = partial(_close_page, request, desk, incident_id)
    return await send(request, desk, OutcomeForm, record, again, field="outcome")


@router.post("/units/{premises_id}/safe")
async def lift_flag(desk: OverseersDesk, premises_id: PremisesId) -> Response:
    async with desk.work() as uow:
        await incidents.lift_flag(uow, premises_id, desk.by)
    return see_other(paths.unit(premises_id))


async def _close_page(request: Request, desk: Desk, incident_id: IncidentId, filled: Filled[Any]) -> Response:
    async with desk.work() as uow:
        incident = await one_incident(uow, incident_id)
        case = await case_of(uow, desk, incident.support_case_id)
    back = f"{paths.INCIDENTS}/{incident_id}"
    return form_page(
        request, "incident_close.html", FormView(reference=case.reference, back=back, filled=filled)
    )


def _line(of: IncidentOf, desk: Desk) -> IncidentLine:
    incident = of.incident
    kind = f"{CATEGORIES[incident.category]}, {SEVERITIES[incident.severity].lower()}"
    due = instant(incident.due_at)
    return IncidentLine(
        of.reference, f"{paths.INCIDENTS}/{incident.id}", kind, due, status_of(incident, desk.at)
    )


def _view(incident: Incident, reference: str, said: dict[str, str], desk: Desk) -> IncidentView:
    is_reported, is_closed = incident.reported_at is not None, incident.closed_at is not None
    return IncidentView(
        title=CATEGORIES[incident.category],
        reference=reference,
        back=safety(incident.support_case_id),
        here=f"{paths.INCIDENTS}/{incident.id}",
        status=status_of(incident, desk.at),
        rows=[*_rows(incident), *_said(said)],
        may_report=not is_reported,
        may_tell_safeguarding=incident.must_tell_safeguarding and not is_closed,
        may_close=is_reported and not is_closed and not incident.must_tell_safeguarding,
        is_moving=incident.category is Category.ADDRESS_COMPROMISED and not is_closed,
    )


def _rows(incident: Incident) -> list[Row]:
    rows = [
        Row("How grave", SEVERITIES[incident.severity]),
        Row("Known", instant(incident.known_at)),
        Row(
            "Report by",
            f"{instant(incident.due_at)} ({incident.rule}, {incident.policy_version}: our setting)",
        ),
    ]
    if incident.reported_at is not None:
        rows.append(Row("Reported", instant(incident.reported_at)))
    if incident.safeguarding_told_at is not None:
        rows.append(Row("Safeguarding told", instant(incident.safeguarding_told_at)))
    return rows


def _said(said: dict[str, str]) -> list[Row]:
    titles = {"what_happened": "What happened", "outcome": "What was done"}
    return [Row(title, said[purpose]) for purpose, title in titles.items() if purpose in said]
