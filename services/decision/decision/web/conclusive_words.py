"""How the outcomes, findings and sources of a conclusive grounds decision are called on a page."""

from collections.abc import Iterable

from decision.domain.decisions import Outcome
from decision.domain.definition import MEANS, Answer, Finding, Head, Part
from decision.domain.grounds import definitions
from plumbing.govuk.parts import Option

NEITHER = "neither"
HEADS: dict[Head | None, str] = {
    Head.TRAFFICKING: "Positive: a victim of trafficking",
    Head.SLAVERY: "Positive: a victim of slavery, servitude or forced labour",
    None: "Negative: not enough to recognise either",
}
ANSWERS: dict[Answer, str] = {
    Answer.FOUND: "Found",
    Answer.NOT_FOUND: "Not found",
    Answer.NOT_NEEDED: "Not needed: they were a child when it happened",
}
OUTCOME_OPTIONS = [
    Option(Head.TRAFFICKING.value, "Yes, of trafficking", "Tested first"),
    Option(
        Head.SLAVERY.value,
        "Yes, of slavery, servitude or forced labour",
        "Tested when trafficking is not made out",
    ),
    Option(NEITHER, "No, there is not enough to recognise either", "A second person must agree"),
]


def head_of(chosen: str) -> Head | None:
    return None if chosen == NEITHER else Head(chosen)


def chosen_of(head: Head | None) -> str:
    return NEITHER if head is None else head.value


def outcome_of(head: Head | None) -> Outcome:
    return Outcome.POSITIVE if head else Outcome.NEGATIVE


def field_of(part: Part) -> str:
    return part.value.replace(".", "_")


def answer_options(part: Part) -> list[Option]:
    usual = [Answer.FOUND, Answer.NOT_FOUND]
    offered = [*usual, Answer.NOT_NEEDED] if part in MEANS else usual
    return [Option(each.value, ANSWERS[each]) for each in offered]


def findings_in_words(findings: Iterable[Finding]) -> list[str]:
    titles = {
        asked.part: f"{each.title}, {asked.title.lower()}"
        for each in definitions().values()
        for asked in each.parts
    }
    return [f"{titles[each.part]}: {ANSWERS[each.answer].lower()}" for each in findings]
