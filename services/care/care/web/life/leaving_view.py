"""Leaving and afterwards: what the page shows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from care.domain.after_exit import PostExitService, drop_in_until, post_exit_services
from care.domain.exit_dates import ExitBasis
from care.domain.extension import ExtensionRequest, Heading
from care.domain.leaving import may_re_enter
from care.domain.move_on import LeavingStep, ReturnCheck, Topic
from care.domain.needs import NeedsAssessment
from care.domain.support import EntryBasis
from care.domain.support_states import LEAVING as GOING
from care.domain.visibility import Data
from care.queries.lives import Life, Moved
from care.web import words
from care.web.edge import Desk
from care.web.life.acts import LEAVING
from care.web.life.all_acts import offers
from care.web.life.clock_cards import cards
from care.web.life.frame import Card, LifeFrame
from care.web.life.plan_view import read_more
from care.web.life.words import (
    AGREEMENTS,
    AWAY,
    CHECKS,
    EXTENSIONS,
    HEADINGS,
    NEEDS,
    RESULTS,
    STEPS,
    TOPICS,
    heard_in_words,
    months,
)
from plumbing.govuk.dates import day
from plumbing.govuk.parts import Clock, Entry, Link, Row, Status

OF_LEAVING = ("CARE-MOVE-ON", "CARE-EXIT", "CARE-EXTENSION", "CARE-RNA")
COMPLAIN = "The person may complain: record it under Safety"
BASES = {
    ExitBasis.POSITIVE_CG: "A positive conclusive grounds decision",
    ExitBasis.NEGATIVE_CG: "A negative conclusive grounds decision",
    ExitBasis.NEGATIVE_RG: "A negative reasonable grounds decision",
    ExitBasis.DISQUALIFIED: "A disqualification from protection",
}


@dataclass(frozen=True)
class LeavingView:
    frame: LifeFrame
    offers: Sequence[Link]
    clocks: Sequence[Clock]
    now: Sequence[Row]
    extensions: Sequence[Card]
    assessments: Sequence[Card]
    may_read_assessments: bool
    plan: Sequence[Row]
    steps: Sequence[Card]
    history: Sequence[Entry]
    read_more: str


def leaving_view(life: Life, surrounding: LifeFrame, desk: Desk) -> LeavingView:
    clocks = [each for each in life.clocks if each.rule.startswith(OF_LEAVING)]
    return LeavingView(
        frame=surrounding,
        offers=offers(life, desk, LEAVING),
        clocks=cards(clocks, desk.rules, desk.today),
        now=list(_now(life, desk)),
        extensions=[_extension(each, life) for each in reversed(life.requests)],
        assessments=[_assessment(each, life) for each in reversed(life.assessments)],
        may_read_assessments=life.reader.may_read(Data.RNA_DECISION),
        plan=list(_plan(life)),
        steps=[_step(each, life) for each in reversed(life.steps)],
        history=_history(life),
        read_more=read_more(life, LEAVING),
    )


def _now(life: Life, desk: Desk) -> Iterator[Row]:
    case = life.case
    if case.away is not None:
        yield Row("Away", f"{AWAY[case.away]}. Goes on as: {words.STATES[case.stage].text.lower()}")
    if case.entry_basis is EntryBasis.DESTITUTION_ONLY:
        yield Row("Supported", "Only to prevent destitution, while it is needed")
    if case.exit_basis is not None and case.exited_on is None:
        yield from _exit(life)
    if case.exited_on is not None:
        yield Row("Left support", day(case.exited_on))
        yield Row("Went to", words.word_for(case.destination))
        yield Row("Help afterwards", _afterwards(life, desk))
    if case.stage in GOING:
        yield Row("If no extension is asked for", COMPLAIN)
    if case.previous_case_id is not None:
        yield Row("Supported before", "The decision makers linked an earlier case of this person")
    if may_re_enter(case):
        yield Row("May come back", "The decision is, or was, looked at again")


def _exit(life: Life) -> Iterator[Row]:
    case = life.case
    assert case.exit_basis is not None
    assert case.exit_decided_on is not None
    yield Row("Leaves after", f"{BASES[case.exit_basis]} of {day(case.exit_decided_on)}")
    is_known = case.exit_received_on is not None
    received = day(case.exit_received_on) if case.exit_received_on else "Not known. No clock runs before that"
    if is_known or case.exit_basis is not ExitBasis.DISQUALIFIED:
        yield Row("Letter received", received)
    if case.support_end_on is not None:
        title = "Leaves no earlier than" if case.is_confirmed_victim else "Support ends"
        yield Row(title, day(case.support_end_on))


def _afterwards(life: Life, desk: Desk) -> str:
    left_on = life.case.exited_on
    assert left_on is not None
    services = post_exit_services(
        desk.rules, is_confirmed_victim=life.case.is_confirmed_victim, exit_on=left_on
    )
    named = {
        PostExitService.REACH_IN: "Reach-in",
        PostExitService.DROP_IN: f"Drop-in until {day(drop_in_until(desk.rules, left_on))}",
    }
    return ", ".join(named[each] for each in services) or "None under the contract"


def _extension(request: ExtensionRequest, life: Life) -> Card:
    said = [Row(HEADINGS[heading], life.words(request.id, heading.value)) for heading in Heading]
    late = Row("Why it was late", life.words(request.id, "late_reason"))
    rows = [
        Row("Exit date then", day(request.exit_on)),
        Row("Asked for", f"{request.days} days, until {day(request.new_exit_on)}"),
        Row("Answer due", day(request.answer_due_on)),
        *said,
        late,
    ]
    return Card(f"Request {request.number}", EXTENSIONS[request.state], _filled(rows))


def _assessment(made: NeedsAssessment, life: Life) -> Card:
    asked = [f"{NEEDS[each.need]}: {months(each.months)}" for each in made.recommendations]
    decided = [
        f"{NEEDS[each.need]}: {AGREEMENTS[each.agreement].lower()}, {months(each.months_agreed)}"
        for each in made.recommendations
        if each.agreement is not None
    ]
    rows = [
        Row("Recommended", asked),
        Row("Decided", decided),
        Row("Support until", day(made.until) if made.until else ""),
        Row("Decision due", day(made.decision_due_on) if made.is_open else ""),
        Row("Copy given", day(made.copy_given_at.date()) if made.copy_given_at else ""),
        Row("What it rests on", life.words(made.id, "evidence")),
    ]
    status = Status("Waits for a decision", "waiting") if made.is_open else Status("Decided", "done")
    return Card(f"Assessment {made.number}", status, _filled(rows))


def _plan(life: Life) -> Iterator[Row]:
    if life.plan is None:
        return
    for topic in Topic:
        settled = "Settled" if topic in life.plan.settled else "Still open"
        said = life.words(life.case.id, f"move_on_{topic}")
        yield Row(TOPICS[topic], [each for each in (settled, said) if each])
    yield Row("Goes to", words.word_for(life.plan.destination) or "Not known yet")


def _step(step: LeavingStep, life: Life) -> Card:
    rows = [
        Row("Asked", day(step.asked_at.date())),
        Row("Council", step.council or ""),
        Row("Refused because", words.word_for(step.reason)),
        Row("Settled", [CHECKS[check] for check in ReturnCheck if check in step.checks]),
        Row("Details", life.words(step.id, "words")),
    ]
    return Card(STEPS[step.kind], RESULTS[step.result], _filled(rows))


def _filled(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if row.value]


def _history(life: Life) -> list[Entry]:
    """What was decided elsewhere and how support moved, the latest first."""
    heard = [Entry(heard_in_words(each), each.at, by="the decision makers") for each in life.heard]
    moved = [_moved(each) for each in life.moves]
    return sorted([*heard, *moved], key=lambda entry: str(entry.at), reverse=True)


def _moved(move: Moved) -> Entry:
    return Entry(f"Support: {words.STATES[move.entered].text.lower()}", move.at)
