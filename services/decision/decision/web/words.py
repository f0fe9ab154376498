"""How stages, people and facts are called on a page."""

from datetime import date, datetime

from contracts.ids import AgeBand
from decision.domain.case import Case
from decision.domain.decisions import DecisionState, Outcome
from decision.domain.stages import Stage
from plumbing.govuk.dates import day, relative
from plumbing.govuk.parts import Badge

STAGES: dict[Stage, str] = {
    Stage.REASONABLE_GROUNDS_PENDING: "Reasonable grounds decision",
    Stage.REASONABLE_GROUNDS_MORE_INFORMATION: "Waiting for information",
    Stage.REASONABLE_GROUNDS_SUSPENDED: "Suspended before reasonable grounds",
    Stage.REASONABLE_GROUNDS_REVIEW: "Second review of a negative decision",
    Stage.REASONABLE_GROUNDS_NEGATIVE: "Negative reasonable grounds",
    Stage.RECOVERY: "Recovery period",
    Stage.CONCLUSIVE_GROUNDS_PENDING: "Conclusive grounds decision",
    Stage.CONCLUSIVE_GROUNDS_DELAYED: "Conclusive grounds delayed",
    Stage.CONCLUSIVE_GROUNDS_SUSPENDED: "Suspended before conclusive grounds",
    Stage.CONCLUSIVE_GROUNDS_REVIEW: "Second review of a negative decision",
    Stage.ASSURANCE_PANEL: "Assurance panel",
    Stage.TECHNICAL_LEAD: "Technical lead",
    Stage.CONCLUSIVE_GROUNDS_NEGATIVE: "Negative conclusive grounds",
    Stage.CONCLUSIVE_GROUNDS_POSITIVE: "Positive conclusive grounds",
    Stage.RECONSIDERATION_REQUESTED: "Reconsideration requested",
    Stage.EXITED: "Exited",
    Stage.WITHDRAWN: "Withdrawn",
    Stage.CLOSED_OTHER: "Closed",
}
NATIONS = {
    "england": "England",
    "wales": "Wales",
    "scotland": "Scotland",
    "northern-ireland": "Northern Ireland",
}
AUTHORITIES = {
    "SCA": "Single Competent Authority",
    "IECA": "Immigration Enforcement Competent Authority",
}
OUTCOMES: dict[Outcome, str] = {Outcome.POSITIVE: "Positive", Outcome.NEGATIVE: "Negative"}
DECISION_STATES: dict[DecisionState, str] = {
    DecisionState.HELD: "Held until it may be served",
    DecisionState.SET_ASIDE: "Set aside",
    DecisionState.AWAITING_REVIEW: "Waiting for second review",
    DecisionState.AWAITING_PANEL: "Before an assurance panel",
    DecisionState.RETURNED: "Returned to its author",
    DecisionState.STANDS: "Stands",
    DecisionState.REOPENED: "Opened again",
    DecisionState.REVOKED: "Revoked",
}
AWAITS_REASONABLE_GROUNDS = (
    Stage.REASONABLE_GROUNDS_PENDING,
    Stage.REASONABLE_GROUNDS_MORE_INFORMATION,
    Stage.REASONABLE_GROUNDS_SUSPENDED,
    Stage.REASONABLE_GROUNDS_REVIEW,
)
SECOND_REVIEW = (Stage.REASONABLE_GROUNDS_REVIEW, Stage.CONCLUSIVE_GROUNDS_REVIEW)


def age_in_words(age_band: AgeBand, *, is_settled: bool) -> str:
    group = age_band.capitalize()
    return group if is_settled else f"{group}, age not settled"


def age_badges(age_band: AgeBand, *, is_settled: bool) -> list[Badge]:
    child = [Badge("Child", "purple")] if age_band == "child" else []
    return child if is_settled else [*child, Badge("Age not settled", "grey")]


def danger_badges(reported_at: datetime | None) -> list[Badge]:
    """With the day: whoever reads it later may suppose that others have acted since."""
    return [Badge(f"Danger reported {day(reported_at)}", "red")] if reported_at else []


def case_badges(case: Case, today: date) -> list[Badge]:
    badges = age_badges(case.age_band, is_settled=case.is_age_settled)
    if case.merged_into:
        return [*badges, Badge("Part of another case", "grey")]
    if is_overdue(case, today):
        badges.append(Badge("Overdue", "red"))
    if case.stage in SECOND_REVIEW:
        badges.append(Badge("Second review", "blue"))
    if any(each.state is DecisionState.HELD for each in case.decisions):
        badges.append(Badge("Decision held", "blue"))
    return badges


def is_overdue(case: Case, today: date) -> bool:
    awaits = case.stage in AWAITS_REASONABLE_GROUNDS
    return awaits and case.due_on is not None and case.due_on < today


def due_in_words(due_on: date, today: date) -> str:
    words = relative(due_on, today)
    return words if words.endswith("overdue") else f"due {words}"


def region_in_words(code: str) -> str:
    """Yorkshire and the Humber, for `yorkshire-and-the-humber`."""
    small = {"and", "of", "the"}
    return " ".join(word if word in small else word.capitalize() for word in code.split("-"))
