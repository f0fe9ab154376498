"""Requests for reconsideration and the time there is to ask, as cards."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from decision.domain.case import Case
from decision.domain.decisions import Decision
from decision.domain.letters import Letter, letters_of, received_by_the_person
from decision.domain.reconsideration import Ground, Reconsideration
from decision.domain.reconsideration_window import Deadlines, deadlines, may_anyone_ask, window_of
from decision.domain.timekeeping import Timekeeping
from decision.web.after_words import GROUNDS, KINDS, POINTS, REFUSALS, STATES, TIMINGS
from decision.web.circumstance_words import ASKERS
from plumbing.govuk.dates import day, moment
from plumbing.govuk.parts import Link, Row

SLOW_SERVICE = (
    "The letter came late. The time to ask still runs from the decision: look at whether the person had "
    "enough of it, and give more if the circumstances are exceptional."
)
Words = dict[tuple[UUID, str], str]


@dataclass(frozen=True)
class Card:
    title: str
    rows: Sequence[Row]
    links: Sequence[Link] = ()


def served_on(letters: Iterable[Letter], decision: Decision) -> date | None:
    """The first day on which the person, or who acts for them, had the letter; sent, if no more is known."""
    letters = list(letters)
    sent = [each.sent_on for each in letters_of(letters, decision) if each.is_for_the_person]
    return received_by_the_person(letters, decision) or min(sent, default=None)


def windows(case: Case, decision: Decision, served: date | None, *, times: Timekeeping) -> list[Card]:
    """One card for each time limit: both grounds share one since 2024."""
    found = {ground: window_of(case, decision, ground) for ground in Ground}
    if found[Ground.GUIDANCE] is found[Ground.NEW_EVIDENCE]:
        return [_window(case, decision, served, Ground.NEW_EVIDENCE, "Time to ask", times)]
    titles = {Ground.NEW_EVIDENCE: "Time to ask: new evidence", Ground.GUIDANCE: "Time to ask: guidance"}
    return [_window(case, decision, served, each, titles[each], times) for each in Ground]


def _window(
    case: Case,
    decision: Decision,
    served: date | None,
    ground: Ground,
    title: str,
    times: Timekeeping,
) -> Card:
    window = window_of(case, decision, ground)
    found = deadlines(window, served_on=served, times=times) if window else None
    decided = day(decision.decided_on) if decision.decided_on else ""
    rows = [Row("Decision", f"Negative {KINDS[decision.kind]}, {decided}"), *_limit(found)]
    who = "Anybody" if may_anyone_ask(decision, times=times) else "The first responder or support provider"
    return Card(title, [*rows, Row("Who may ask", who)])


def _limit(found: Deadlines | None) -> list[Row]:
    if found is None:
        return [Row("Last day", "There is no limit")]
    rows = [Row("Last day", day(found.by_decision))]
    if found.accepted_until > found.by_decision:
        rows.append(Row("Taken until", f"{day(found.accepted_until)} (grace, our setting)"))
    if found.by_service:
        rows.append(Row("If counted from the letter", f"{day(found.by_service)}. The decision’s date counts"))
    return [*rows, Row("Time since the letter", SLOW_SERVICE)] if found.is_service_slow else rows


def request_card(asked: Reconsideration, words: Words, links: Sequence[Link] = ()) -> Card:
    rows = [
        Row("State", STATES[asked.state]),
        Row("Asked by", ASKERS[asked.asked_by]),
        Row("Received", f"{day(asked.received_on)}: {TIMINGS[asked.timing].lower()}"),
        Row("Ground", GROUNDS[asked.ground]),
        Row("Point", POINTS[asked.point] if asked.point else ""),
        Row("Evidence", "Enclosed" if asked.is_evidence_enclosed else "Not enclosed"),
        Row("Removal", "Intended, to a state of both conventions" if asked.is_removal_intended else ""),
        Row("What they say", words.get((asked.id, "reconsideration_asked"), "")),
        Row("Why refused", REFUSALS[asked.refusal] if asked.refusal else ""),
        Row("Answer", words.get((asked.id, "reconsideration_answered"), "")),
        Row("Answered", moment(asked.answered_at) if asked.answered_at else ""),
        Row("Outcome", words.get((asked.id, "reconsideration_decided"), "")),
        Row("Decided", moment(asked.decided_at) if asked.decided_at else ""),
    ]
    title = f"Request for reconsideration: {KINDS[asked.kind]}"
    return Card(title, [row for row in rows if row.value], links)
