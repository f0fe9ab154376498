"""Permission to stay as a card with what can be done about it, and as a link where it may be considered."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from clocks import london_day
from decision.domain.case import Case
from decision.domain.overlays import ChangeNotAllowed, Immigration
from decision.domain.permission import (
    WINDOW,
    NoDutyToGrant,
    NoPositiveConclusion,
    Permission,
    PermissionState,
    Purpose,
    check_may_be_considered,
)
from decision.domain.permission_again import may_be_taken_back
from decision.domain.rules import rule_book
from decision.queries.case import CaseView
from decision.storage import CaseNote
from decision.web import paths
from decision.web.after_cards import Card
from decision.web.circumstance_words import ASKERS
from decision.web.edge import may_decide
from decision.web.note_words import note_title
from decision.web.permission_words import NEEDS, PURPOSES, STATES
from plumbing.access import User
from plumbing.govuk.dates import day, moment
from plumbing.govuk.parts import Link, Row

SINCE = "PV-NABA"
OFFERED: dict[Immigration, str] = {
    Immigration.CONSIDERING: "Decide on permission to stay",
    Immigration.RECONSIDERING: "Look at permission to stay again",
}


def permission_card(case: Case, each: Permission, notes: Iterable[CaseNote], user: User) -> Card:
    rows = [
        Row("State", STATES[each.state]),
        Row("Paused", f"Since {moment(each.paused_at)}" if each.paused_at else ""),
        *_needs(each),
        Row("Granted until", day(each.granted_until) if each.granted_until else ""),
        Row("Decided", _when(each.decided_at)),
        Row("Ask by", _ask_by(case, each)),
        Row("Asked again", _asked(each)),
        Row("Decided again", _when(each.decided_again_at)),
        *_said(each, notes),
    ]
    return Card(_title(each), [row for row in rows if row.value], _links(case, each, user))


def offered_permission(view: CaseView, user: User, _: date) -> Sequence[Link]:
    """Where the next thing about it is done."""
    case = view.case
    if not may_decide(user):
        return []
    if case.immigration is Immigration.NOT_APPLICABLE and may_be_considered(case):
        return [Link("Consider permission to stay", paths.case(case.id, "permission/consider"))]
    label = OFFERED.get(case.immigration)
    return [Link(label, paths.case(case.id, "after-decision"))] if label else []


def may_be_considered(case: Case) -> bool:
    try:
        check_may_be_considered(case)
    except (NoPositiveConclusion, NoDutyToGrant, ChangeNotAllowed):
        return False
    return True


def _title(each: Permission) -> str:
    since = rule_book().policy_version(SINCE).effective_from
    is_older = london_day(each.considered_at) < since
    return "Discretionary leave to remain" if is_older else "Permission to stay"


def _needs(each: Permission) -> list[Row]:
    said = {
        Purpose.RECOVERY: each.recovery,
        Purpose.COMPENSATION: each.compensation,
        Purpose.COOPERATION: each.cooperation,
    }
    return [Row(PURPOSES[purpose], NEEDS[need]) for purpose, need in said.items() if need]


def _when(at: datetime | None) -> str:
    return moment(at) if at else ""


def _ask_by(case: Case, each: Permission) -> str:
    due_on = case.due(WINDOW)
    return day(due_on) if due_on and each.state is PermissionState.REFUSED else ""


def _asked(each: Permission) -> str:
    if each.asked_on is None or each.asked_by is None:
        return ""
    return f"{ASKERS[each.asked_by]}, {day(each.asked_on)}{', late' if each.is_late else ''}"


def _said(each: Permission, notes: Iterable[CaseNote]) -> list[Row]:
    """Everything written since it was considered, oldest first."""
    said = [
        note
        for note in notes
        if note.about.startswith("permission") and each.considered_at <= note.written_at
    ]
    said.sort(key=lambda note: note.written_at)
    return [Row(note_title(note.about), note.words) for note in said]


def _links(case: Case, each: Permission, user: User) -> list[Link]:
    if not may_decide(user):
        return []
    acts = _acts(case, each, user)
    return [Link(label, paths.case(case.id, f"permission/{act}")) for act, label in acts.items()]


def _acts(case: Case, each: Permission, user: User) -> dict[str, str]:
    if case.immigration is Immigration.CONSIDERING and each.state is PermissionState.CONSIDERING:
        if each.paused_at:
            return {"go-on": "Go on", "stop": "Stop considering it"}
        return {"decide": "Decide", "pause": "Pause", "stop": "Stop considering it"}
    if each.state is PermissionState.ASKED_AGAIN:
        return {} if user.id == each.decided_by else {"decide-again": "Decide again"}
    if each.state is PermissionState.REFUSED and each.decided_again_by is None:
        return {"ask-again": "Record a request to look at it again", "more-time": "Give more time to ask"}
    return {"take-back": "Take it back"} if may_be_taken_back(case) else {}
