"""Protection after a further positive decision: that somebody must decide on it, and what was decided."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from decision.domain.case import Case
from decision.domain.further_grounds import Protection
from decision.domain.timekeeping import FURTHER_PROTECTION
from decision.queries.case import CaseView
from decision.web import paths
from decision.web.after_cards import Card
from decision.web.edge import may_decide
from decision.web.steps import NextStep
from plumbing.access import User
from plumbing.govuk.dates import day, moment
from plumbing.govuk.parts import Link, Row


def protecting(view: CaseView, user: User, _: date) -> NextStep | None:
    """Nothing where nobody has to decide on it."""
    if not view.awaits_protection:
        return None
    text = (
        "This is a further positive decision. Decide, with reasons, whether the person is protected and "
        "supported again: nothing of that begins by itself."
    )
    link = Link("Decide on protection", paths.case(view.case.id, "further-protection"))
    return NextStep(text, link=link if may_decide(user) else None)


def protection_card(case: Case, decided: Protection, words: Mapping[tuple[UUID, str], str]) -> Card:
    clock = next((each for each in case.clocks if each.rule == FURTHER_PROTECTION), None)
    until = f"At least until {day(clock.due_on)}" if decided.is_given and clock and clock.due_on else ""
    rows = [
        Row("Decided", "Protected and supported again" if decided.is_given else "Not protected again"),
        Row("When", moment(decided.decided_at)),
        Row("How long", until),
        Row("Reasons", words.get((decided.decision_id, "further_protection"), "")),
    ]
    return Card("Protection after a further positive decision", [row for row in rows if row.value])
