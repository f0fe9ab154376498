"""A person's safety: whether they are missing, what happened, what they complained of."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from fastapi import APIRouter, Request
from starlette.responses import Response

from care.domain.complaints import Complaint
from care.domain.incidents import Incident
from care.domain.missing_people import MissingEpisode, Telling, is_decision_suspended
from care.domain.support import SupportCase
from care.queries.risks import AskedOut, asked_to_leave_by, complaints_of, episodes_of, incidents_of
from care.web import columns, paths
from care.web.edge import MANAGER, AnyDesk, Desk
from care.web.person_parts import parts_of
from care.web.safety.record import case_of
from care.web.safety.words import (
    ABOUT,
    ALTERNATIVES,
    CATEGORIES,
    ENDINGS,
    OUTCOMES,
    TELLINGS,
    instant,
    status_of,
)
from contracts.ids import ReferralId, SupportCaseId
from plumbing.govuk.parts import Column, Link, Status
from plumbing.pages import page

router = APIRouter()


@dataclass(frozen=True)
class ToTell:
    """One line of the checklist: whom, and when that was done or where to say so."""

    words: str
    done: str
    act: str


@dataclass(frozen=True, kw_only=True)
class MissingShown:
    since: str
    to_tell: Sequence[ToTell]
    bed: str
    decision: str
    release: str
    found: str


@dataclass(frozen=True)
class Shown:
    """A row of a list: what, when, how it stands and where it leads."""

    what: str
    when: str
    status: Status
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class SafetyView:
    reference: str
    parts: Sequence[Link]
    next: str
    here: str
    missing: MissingShown | None
    times_missing: int
    earlier: Sequence[Shown]
    incidents: Sequence[Shown]
    complaints: Sequence[Shown]
    may_ask_to_leave: bool
    asked_out: Sequence[Shown] = ()
    columns: Sequence[Column] = columns.HAPPENINGS


@router.get(f"{paths.PEOPLE}/{{support_case_id}}/safety")
async def safety(request: Request, desk: AnyDesk, support_case_id: SupportCaseId) -> Response:
    async with desk.work() as uow:
        case = await case_of(uow, desk, support_case_id)
        incidents = await incidents_of(uow, support_case_id)
        episodes = await episodes_of(uow, support_case_id)
        complaints = await complaints_of(uow, support_case_id)
        home = await uow.risks.living_there(support_case_id)
        asked = await asked_to_leave_by(uow, support_case_id)
        heard = await uow.heard.decisions(ReferralId(case.referral_id))
    view = _view(
        case,
        incidents,
        episodes,
        complaints,
        desk=desk,
        lives_there=home is not None,
        is_suspended=is_decision_suspended(heard),
    )
    view = replace(view, asked_out=[_asked_out(each) for each in asked])
    return page(request, "safety.html", view)


def _view(
    case: SupportCase,
    incidents: Sequence[Incident],
    episodes: Sequence[MissingEpisode],
    complaints: Sequence[Complaint],
    *,
    desk: Desk,
    lives_there: bool,
    is_suspended: bool,
) -> SafetyView:
    now = next((each for each in episodes if each.ended_at is None), None)
    return SafetyView(
        reference=case.reference,
        parts=parts_of(case, desk, "safety"),
        next=_next(incidents, now),
        here=paths.person(case.id),
        missing=_missing(now, desk, is_suspended=is_suspended) if now else None,
        times_missing=len(episodes),
        earlier=[_earlier(each) for each in episodes if each.ended_at is not None],
        incidents=[_incident(each, desk) for each in incidents],
        complaints=[_complaint(each) for each in complaints],
        may_ask_to_leave=lives_there and desk.user.has_any(MANAGER),
    )


def _next(incidents: Sequence[Incident], missing: MissingEpisode | None) -> str:
    if missing is not None and missing.still_to_tell:
        return f"{TELLINGS[missing.still_to_tell[0]]}. Then go on with the list below."
    unreported = [each for each in incidents if each.reported_at is None]
    if unreported:
        due = min(each.due_at for each in unreported)
        return f"Report what happened to the prime contractor by {instant(due)}."
    if missing is not None:
        return "Everybody has been told. Record it when the person is found."
    return "If somebody is in immediate danger, call the police on 999 first. Then record it here."


def _missing(episode: MissingEpisode, desk: Desk, *, is_suspended: bool) -> MissingShown:
    here = f"/missing/{episode.id}"
    is_over = desk.at >= episode.bed_kept_until
    may_release = is_over and (desk.is_prime or desk.user.has_any(MANAGER))
    has_bed = episode.placement_id is not None and episode.bed_released_at is None
    return MissingShown(
        since=instant(episode.last_seen_at),
        to_tell=[_to_tell(each, episode, here) for each in Telling],
        bed=_bed(episode),
        decision=_decision(is_suspended),
        release=f"{here}/release" if has_bed and may_release else "",
        found=f"{here}/found",
    )


def _to_tell(whom: Telling, episode: MissingEpisode, here: str) -> ToTell:
    done_at = episode.told_at.get(whom)
    return ToTell(
        TELLINGS[whom], instant(done_at) if done_at else "", "" if done_at else f"{here}/told/{whom}"
    )


def _bed(episode: MissingEpisode) -> str:
    if episode.placement_id is None:
        return "The person has no bed with us."
    if episode.bed_released_at is not None:
        return f"The bed was released on {instant(episode.bed_released_at)}."
    until = instant(episode.bed_kept_until)
    kept = f"The bed is kept until {until} at least ({episode.rule}: our setting)."
    return f"{kept} Then a manager may release it."


def _decision(is_suspended: bool) -> str:
    """RI-3"""
    if is_suspended:
        return (
            "The decision makers have suspended the case until there is enough information. They tell the"
            " first responder, the council, a guardian and the immigration team. Support stays open."
        )
    return "The decision makers go on as long as they know enough. If they suspend the case, it says so here."


def _asked_out(asked: AskedOut) -> Shown:
    warned = f"warned in writing on {asked.warned_on:%-d %B %Y}" if asked.warned_on else "no written warning"
    what = f"Asked to leave the house, {warned}. Offered: {ALTERNATIVES[asked.alternative].lower()}"
    return Shown(what, instant(asked.decided_at), Status("Support goes on", "in-progress"))


def _incident(incident: Incident, desk: Desk) -> Shown:
    return Shown(
        CATEGORIES[incident.category],
        instant(incident.known_at),
        status_of(incident, desk.at),
        f"{paths.INCIDENTS}/{incident.id}",
    )


def _earlier(episode: MissingEpisode) -> Shown:
    assert episode.ending is not None
    return Shown("Missing", instant(episode.last_seen_at), Status(ENDINGS[episode.ending], "done"))


def _complaint(complaint: Complaint) -> Shown:
    if complaint.outcome is not None:
        return Shown(ABOUT[complaint.about], _day(complaint), Status(OUTCOMES[complaint.outcome], "done"))
    href = f"/complaints/{complaint.id}/answer"
    return Shown(ABOUT[complaint.about], _day(complaint), Status("To be answered", "waiting"), href)


def _day(complaint: Complaint) -> str:
    return f"{complaint.received_on:%-d %B %Y}"
