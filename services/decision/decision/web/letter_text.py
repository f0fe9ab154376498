"""A decision letter, put into words: by the rules of the day of the decision, for whoever reads it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from clocks import Confidence
from decision.domain.case import Case
from decision.domain.decisions import Decision, DecisionKind, Outcome
from decision.domain.grounds import GroundsTest, conclusive_grounds_tests, reasonable_grounds_tests
from decision.domain.notices import Gets, Notice, Recipient
from decision.domain.timekeeping import Timekeeping
from decision.web.conclusive_words import HEADS
from decision.web.letter_deadlines import THEY, YOU, Days, Reader
from decision.web.letter_words import GROUNDS
from decision.web.words import AUTHORITIES
from plumbing.govuk.dates import day

CARE = (
    "Keep this where only people who need it can read it. Finding it could put the person in danger. "
    "Do not send it on to an address that you do not know to be safe."
)

ONLY_A_COURT = (
    "This decision has been looked at again. Beyond that, only a court can review it. A lawyer can say "
    "whether that is possible, and how soon it must be asked."
)


@dataclass(frozen=True)
class Section:
    title: str
    paragraphs: Sequence[str]


@dataclass(frozen=True)
class LetterText:
    title: str
    greeting: str
    sections: Sequence[Section]


@dataclass(frozen=True, kw_only=True)
class Writing:
    """What a letter is made of. Name and reasons are personal: it is made when asked for, and not kept."""

    case: Case
    decision: Decision
    notice: Notice
    person_name: str
    reasons: str
    times: Timekeeping
    why_kept: str = ""

    @property
    def reader(self) -> Reader:
        return YOU if self.notice.recipient is Recipient.PERSON else THEY

    @property
    def days(self) -> Days:
        return Days(self.case, self.decision, self.times, self.reader)

    @property
    def grounds(self) -> str:
        return GROUNDS[self.decision.kind]


def on_paper(writing: Writing, *, today: date) -> dict[str, object]:
    """The letter as the template takes it."""
    text = letter_text(writing)
    return {
        "title": text.title,
        "authority": AUTHORITIES[writing.case.competent_authority],
        "date": day(today),
        "reference": writing.case.reference,
        "about": [
            {"name": "Name", "value": writing.person_name},
            {"name": "Reference", "value": writing.case.reference},
        ],
        "greeting": text.greeting,
        "sections": [{"title": each.title, "paragraphs": list(each.paragraphs)} for each in text.sections],
    }


def letter_text(writing: Writing) -> LetterText:
    is_notice = writing.notice.gets is Gets.NOTICE
    what = "Notice of a" if is_notice else "Your" if writing.reader is YOU else "Letter about a"
    title = f"{what} {writing.grounds} decision"
    listed = [_decided(writing), *_reasons(writing), _next(writing), *_again(writing)]
    sections = [each for each in listed if each.paragraphs]
    if writing.reader is YOU:
        return LetterText(title, f"Dear {writing.person_name},", sections)
    return LetterText(title, CARE, sections)


def _decided(writing: Writing) -> Section:
    decision, test = writing.decision, test_of(writing.decision)
    assert decision.decided_on is not None
    outcome = writing.reader.said(
        "On {day} we made a {outcome} {grounds} decision about {whom}.",
        day=day(decision.decided_on),
        outcome=decision.outcome.value,
        grounds=writing.grounds,
    )
    lines = [
        outcome,
        *_kept(writing),
        *_found(decision),
        f"The test of that day: {test.words} (Source: {_source(test)}.)",
    ]
    return Section("What we decided", lines)


def _kept(writing: Writing) -> list[str]:
    if writing.decision.kept_on is None:
        return []
    return [f"We were asked to look at this decision again. On {day(writing.decision.kept_on)} we kept it."]


def _found(decision: Decision) -> list[str]:
    if decision.kind is DecisionKind.REASONABLE_GROUNDS:
        return []
    return [f"{HEADS[decision.head]}."]


def _source(test: GroundsTest) -> str:
    confidence = Confidence(test.confidence)
    return test.source if confidence is Confidence.OFFICIAL else f"{test.source}; {confidence.in_words}"


def _reasons(writing: Writing) -> list[Section]:
    if writing.notice.gets is Gets.LETTER_WITH_REASONS:
        kept = [Section("Why we kept it", [writing.why_kept])] if writing.why_kept else []
        return [Section("Our reasons", [writing.reasons]), *kept]
    if writing.notice.gets is Gets.LETTER:
        return [Section("Our reasons", ["We keep the reasons for a positive decision on file."])]
    return []


def _next(writing: Writing) -> Section:
    is_first = writing.decision.kind is DecisionKind.REASONABLE_GROUNDS
    if is_first and writing.decision.outcome is Outcome.POSITIVE:
        return Section("What happens now", writing.days.recovery())
    return Section("Support", writing.days.way_out())


def _again(writing: Writing) -> list[Section]:
    if writing.decision.outcome is Outcome.POSITIVE:
        return []
    if writing.decision.kept_on:
        return [Section("If the decision seems wrong", [ONLY_A_COURT])]
    return [Section("If the decision seems wrong", writing.days.reconsideration())]


def test_of(decision: Decision) -> GroundsTest:
    is_first = decision.kind is DecisionKind.REASONABLE_GROUNDS
    tests = reasonable_grounds_tests() if is_first else conclusive_grounds_tests()
    return next(each for each in tests if each.version == decision.test)
