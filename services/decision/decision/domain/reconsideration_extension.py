"""More time to ask for a reconsideration, in exceptional circumstances only (§8.6)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, ClassVar
from uuid import UUID

from clocks import london_day
from contracts.events import Event, Internal
from contracts.ids import UserId
from decision.domain.case import Case
from decision.domain.clocks import Clock, ExtensionNotLater
from decision.domain.decisions import check_reasons
from decision.domain.facts import PrivateFact
from decision.domain.grace import accepted_until
from decision.domain.reconsideration import Ground, Reconsideration, RequestState, Timing
from decision.domain.reconsideration_window import window_of
from decision.domain.reconsidering import decision_in_question
from decision.domain.timekeeping import Timekeeping

EXTENDED = "extension.exceptional"


class WindowExtended(PrivateFact):
    """Somebody has more time to ask for a reconsideration. Why is kept sealed under `extension_id`."""

    name: ClassVar[str] = "nrm.decision.reconsideration_window_extended.v1"

    extension_id: Annotated[UUID, Internal]
    until: Annotated[date, Internal]


class NoWindow(Exception):
    """There is no limit that could be extended, or it ended when a request came in time."""


@dataclass(frozen=True, kw_only=True)
class Extension:
    """`until` is the new last day, a London day; grace comes on top."""

    id: UUID
    ground: Ground
    until: date
    words: str
    by: UserId
    at: datetime


def extend(case: Case, given: Extension, asked: Reconsideration | None, *, times: Timekeeping) -> list[Event]:
    """`asked` is the open request, if one came late.

    Raises NoWindow, ExtensionNotLater, ReasonsMissing, and CalendarHorizon for a day too far ahead.
    """
    check_reasons(given.words)
    window = window_of(case, decision_in_question(case), given.ground)
    if window is None or window.due_on is None or not window.state.is_open:
        raise NoWindow
    _check_later(window, given)
    warn_on, today = times.reminder(window, given.until), london_day(given.at)
    moved = window.extend(given.until, today=today, cause=EXTENDED, warn_on=warn_on)
    ended = _take_in(asked, window, given, times)
    return [case.fact(WindowExtended, extension_id=given.id, until=given.until), *moved, *ended]


def _check_later(window: Clock, given: Extension) -> None:
    if window.due_on is None or given.until <= window.due_on:
        raise ExtensionNotLater


def _take_in(
    asked: Reconsideration | None, window: Clock, given: Extension, times: Timekeeping
) -> list[Event]:
    """A late request that the new day covers is late no more."""
    until = accepted_until(window, times=times)
    if asked is None or asked.ground is not given.ground or asked.state is not RequestState.REQUESTED:
        return []
    if until is None or asked.received_on > until:
        return []
    asked.timing, asked.accepted_until = Timing.EXTENDED, until
    return window.end(on=asked.received_on, cause="recon.requested")
