"""A decision as a card: what it is, how it stands, what it found and relies on, and who said what of it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from decision.domain.decisions import DecisionKind, Outcome, Relied, Source
from decision.queries.case import DecisionView
from decision.web.conclusive_words import HEADS, findings_in_words
from decision.web.words import DECISION_STATES, OUTCOMES
from plumbing.govuk.dates import day, moment
from plumbing.govuk.parts import Row

GROUNDS = {
    DecisionKind.REASONABLE_GROUNDS: "reasonable grounds",
    DecisionKind.CONCLUSIVE_GROUNDS: "conclusive grounds",
}
MANY = {
    Source.REFERRAL: ("The referral", "The referral"),
    Source.EVIDENCE: ("1 file of the evidence", "{} files of the evidence"),
    Source.ANSWER: ("1 answer to a question", "{} answers to questions"),
}


@dataclass(frozen=True)
class DecisionCard:
    title: str
    rows: Sequence[Row]


def decision_card(view: DecisionView) -> DecisionCard:
    decision = view.decision
    title = f"{OUTCOMES[decision.outcome]} {GROUNDS[decision.kind]} decision"
    return DecisionCard(title, [Row("Status", DECISION_STATES[decision.state]), *decision_rows(view)])


def decision_rows(view: DecisionView) -> list[Row]:
    decision = view.decision
    rows = [
        Row("Outcome", outcome_in_words(view)),
        Row("Findings", findings_in_words(decision.findings)),
        Row("Relies on", relied_on_in_words(decision.relied_on)),
        Row("Reasons", view.reasons),
        Row("Test applied", f"{GROUNDS[decision.kind].capitalize()} test, version {decision.test}"),
        Row("Written by", [view.written_by, moment(decision.written_at)]),
        Row("Not served before", day(decision.not_before) if decision.not_before else ""),
        *_said(view),
    ]
    return [row for row in rows if row.value]


def outcome_in_words(view: DecisionView) -> str:
    decision = view.decision
    if decision.kind is DecisionKind.REASONABLE_GROUNDS:
        return OUTCOMES[decision.outcome]
    return HEADS[decision.head if decision.outcome is Outcome.POSITIVE else None]


def relied_on_in_words(relied_on: Iterable[Relied]) -> list[str]:
    counted = Counter(each.source for each in relied_on)
    return [
        MANY[source][number > 1].format(number) for source in Source if (number := counted.get(source, 0))
    ]


def _said(view: DecisionView) -> list[Row]:
    """What others said of it, in the order they could."""
    reviewed_at = view.decision.reviewed_at
    return [
        Row("Set aside, because", view.set_aside),
        Row("Reviewed by", [view.reviewed_by, moment(reviewed_at)] if reviewed_at else ""),
        Row("What the reviewer said", view.review),
        Row("What the panel said", view.panel),
        Row("What the technical lead said", view.lead),
    ]
