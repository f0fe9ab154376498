"""Recording what happened, reporting it in time, and what has to follow at once."""

from dataclasses import dataclass
from datetime import datetime

from care.commands.lives import By, locked
from care.domain.incidents import RULES, Category, Happening, Incident, IncidentId, report_due
from care.domain.support import SupportCase
from care.domain.tasks import TaskKind
from care.storage import UnitOfWork
from contracts.events import Event
from contracts.ids import PremisesId, ProviderId, SupportCaseId
from plumbing.identifiers import new_id


@dataclass(frozen=True, kw_only=True)
class Told:
    """What is written about an incident: sealed, and never part of an event."""

    what_happened: str
    outcome: str = ""


async def record_incident(
    uow: UnitOfWork, support_case_id: SupportCaseId, what: Happening, told: Told, by: By
) -> IncidentId:
    """The safety of the person comes first (RI-1): an address that is known makes them move."""
    what.check(at=by.at)
    case = await locked(uow, support_case_id, by)
    incident = _incident(case, what, by)
    uow.risks.add(incident)
    await uow.session.flush()
    texts = {"what_happened": told.what_happened, "outcome": told.outcome}
    await uow.texts.keep(case, incident.id, texts, at=by.at)
    if what.category is Category.ADDRESS_COMPROMISED:
        await _protect(uow, case, incident, at=by.at)
    await _write_down(uow, "incident_recorded", incident, by)
    return incident.id


async def report(uow: UnitOfWork, incident_id: IncidentId, by: By) -> None:
    incident = await _locked(uow, incident_id, by)
    await _write_down(uow, "incident_reported", incident, by, *incident.report(by=by.actor.user, at=by.at))


async def tell_safeguarding(uow: UnitOfWork, incident_id: IncidentId, by: By) -> None:
    incident = await _locked(uow, incident_id, by)
    incident.tell_safeguarding(at=by.at)
    await _write_down(uow, "safeguarding_told", incident, by)


async def close(uow: UnitOfWork, incident_id: IncidentId, outcome: str, by: By) -> None:
    incident = await _locked(uow, incident_id, by)
    incident.close(by=by.actor.user, at=by.at)
    case = await uow.cases.get(incident.support_case_id)
    await uow.texts.keep(case, incident.id, {"outcome": outcome}, at=by.at)
    await _write_down(uow, "incident_closed", incident, by)


async def lift_flag(uow: UnitOfWork, premises_id: PremisesId, by: By) -> None:
    """Somebody has made sure that the house is safe."""
    await uow.risks.lift_flag(premises_id, by=by.actor.user, at=by.at)
    uow.audit.add(action="house_flag_lifted", actor=by.actor.user, subject=str(premises_id), at=by.at)


async def _protect(uow: UnitOfWork, case: SupportCase, incident: Incident, *, at: datetime) -> None:
    """The house is flagged, the person asked for elsewhere and not placed near there again, all at once."""
    home = await uow.risks.living_there(case.id)
    if home is not None:
        await uow.risks.flag_house(home, incident.id, at=at)
        await uow.risks.keep_known_house(home, incident.id, at=at)
        await uow.tasks.raise_for(home, TaskKind.RE_PLACEMENT, at=at)
        area = await uow.risks.area_of(home.premises_id)
        case.avoid_areas = sorted({*case.avoid_areas, area})


def _incident(case: SupportCase, what: Happening, by: By) -> Incident:
    due = report_due(what.severity, what.known_at, by.rules)
    return Incident(
        id=IncidentId(new_id()),
        support_case_id=case.id,
        referral_id=case.referral_id,
        provider_id=case.provider_id or ProviderId(by.actor.provider_id),
        category=what.category,
        severity=what.severity,
        occurred_at=what.occurred_at,
        known_at=what.known_at,
        recorded_at=by.at,
        recorded_by=by.actor.user,
        due_at=due.expires_at,
        rule=RULES[what.severity],
        policy_version=due.rule.policy_version,
    )


async def _locked(uow: UnitOfWork, incident_id: IncidentId, by: By) -> Incident:
    incident = await uow.risks.incident_locked(incident_id)
    await locked(uow, incident.support_case_id, by)
    return incident


async def _write_down(uow: UnitOfWork, action: str, incident: Incident, by: By, *events: Event) -> None:
    await uow.outbox.add(*events, at=by.at)
    detail = {"incident_id": str(incident.id)}
    uow.audit.add(
        action=action, actor=by.actor.user, subject=str(incident.referral_id), at=by.at, detail=detail
    )
