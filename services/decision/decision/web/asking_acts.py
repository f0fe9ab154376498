"""The acts of asking: a question, an attempt to reach somebody, an answer written down, going on without."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Annotated, Literal
from uuid import UUID

from decision import asking
from decision.domain.asked_parties import AskedParty, How, Result
from decision.domain.contact_attempts import Attempt
from decision.domain.decisions import DecisionKind, NotOfThisCase
from decision.domain.information_requests import (
    QUESTION_LIMIT,
    Answer,
    AnswerComesThroughRefer,
    AnsweredAlready,
    DayNotGiven,
    DueTooEarly,
    InformationRequest,
    NothingToAskFor,
    NotYetHappened,
    WordsMissing,
    grounds_before,
)
from decision.domain.information_requests import Question as Asked
from decision.domain.stages import RG_MORE_INFORMATION, UNDECIDED
from decision.queries.case import CaseView
from decision.storage import UnitOfWork
from decision.web.acts import Act, FreeText, Question, Refusal, Sender
from decision.web.asked_words import ASKED, HOW, LIKELY, RESULTS, party_options
from decision.web.evidence_part import EvidencePart
from plumbing.form_words import Words
from plumbing.forms import AS_TYPED, NOT_AFTER_TODAY, NOT_BEFORE_TODAY, Form, MaxLen
from plumbing.govuk.dates import day
from plumbing.govuk.parts import Option
from plumbing.identifiers import new_id

Party = Annotated[AskedParty, Words("Select who is asked")]
Likely = Annotated[frozenset[Literal["yes"]], Words("Select only what is offered")]


class QuestionForm(Form):
    party: Party
    question: Annotated[
        str, AS_TYPED, MaxLen(QUESTION_LIMIT), Words("Enter what you need to know", name="Your question")
    ]
    due_on: Annotated[
        date | None, NOT_BEFORE_TODAY, Words("Enter the day you need the answer by", name="The day")
    ] = None
    likely: Likely = frozenset()


class AttemptForm(Form):
    party: Annotated[AskedParty, Words("Select whom you tried to reach")]
    who: Annotated[FreeText, Words("Enter who was tried", name="Who was tried")]
    how: Annotated[How, Words("Select how you tried")]
    tried_on: Annotated[date, NOT_AFTER_TODAY, Words("Enter the day you tried", name="The day")]
    result: Annotated[Result, Words("Select what came of it")]
    note: Annotated[FreeText, Words("Enter your notes", name="Your notes")] = ""
    likely: Likely = frozenset()


class AnswerForm(Form):
    answer: Annotated[FreeText, Words("Enter what they said", name="The answer")]
    received_on: Annotated[date, NOT_AFTER_TODAY, Words("Enter the day the answer came", name="The day")]
    evidence: Annotated[frozenset[UUID], Words("Select files from the list")] = frozenset()


class NothingForm(Form):
    pass


def _likely(view: CaseView, label: str) -> list[Question]:
    if grounds_before(view.case) is DecisionKind.REASONABLE_GROUNDS:
        return []
    return [Question("checkboxes", "likely", label, "Leave empty if it does not.", [LIKELY])]


def _why_nothing(view: CaseView, _: date) -> str:
    return "" if view.case.stage in UNDECIDED else "No decision is awaited, so nobody needs to be asked."


async def _ask(uow: UnitOfWork, form: QuestionForm, sender: Sender) -> None:
    asked = Asked(
        id=new_id(),
        party=form.party,
        words=form.question,
        due_on=form.due_on,
        is_negative_likely=bool(form.likely),
        by=sender.by,
        at=sender.at,
    )
    await asking.request_information(uow, sender.case_id, asked, seen=sender.seen)


def ask_act(earliest: date | None) -> Act[QuestionForm]:
    """`earliest` is the day our rules give them at least."""
    refusals: dict[type[Exception], Refusal] = {
        DayNotGiven: Refusal("due_on", "Enter the day you need the answer by")
    }
    if earliest:
        refusals[DueTooEarly] = Refusal("due_on", f"The day must be {day(earliest)} or later (our setting)")
    return Act(
        title="Ask for information",
        button="Record the question",
        done="asked",
        part="information",
        form=QuestionForm,
        questions=partial(_asking, earliest),
        record=_ask,
        refusals=refusals,
        why_not=_why_nothing,
        before=_before_asking,
        already=(NothingToAskFor,),
    )


def _asking(earliest: date | None, view: CaseView, _: date) -> Sequence[Question]:
    hint = f"They have until {day(earliest)} at least (our setting)." if earliest else ""
    return [
        Question("radios", "party", "Who is asked?", options=party_options()),
        Question(
            "words",
            "question",
            "What do you need to know?",
            "The first responder reads this as you write it. Send others the same words yourself.",
            most=QUESTION_LIMIT,
        ),
        Question("date", "due_on", "When do you need the answer by?", hint),
        *_likely(view, "Does the question say what decision is likely?"),
    ]


def _before_asking(view: CaseView) -> Sequence[str]:
    if grounds_before(view.case) is DecisionKind.CONCLUSIVE_GROUNDS:
        return ["The case and its clocks go on. A late answer still reaches you."]
    return [
        "The case waits until the answer has come or its day has gone by. "
        "The reasonable grounds clock runs on, and a late answer still reaches you."
    ]


async def _attempt(uow: UnitOfWork, form: AttemptForm, sender: Sender) -> None:
    case = await uow.cases.get(sender.case_id)
    attempt = Attempt(
        id=new_id(),
        case_id=sender.case_id,
        party=form.party,
        before=grounds_before(case),
        how=form.how,
        tried_on=form.tried_on,
        result=form.result,
        is_negative_likely=bool(form.likely),
        who=form.who,
        note=form.note,
        logged_by=sender.by,
        logged_at=sender.at,
    )
    await asking.log_attempt(uow, attempt, seen=sender.seen)


def _attempting(view: CaseView, _: date) -> Sequence[Question]:
    how = [Option(each.value, words) for each, words in HOW.items()]
    results = [Option(each.value, words) for each, words in RESULTS.items()]
    return [
        Question("radios", "party", "Whom did you try to reach?", options=party_options()),
        Question("words", "who", "Who exactly was tried?", "For example a name and an office. Kept sealed."),
        Question("radios", "how", "How?", options=how),
        Question("date", "tried_on", "When?"),
        Question("radios", "result", "What came of it?", options=results),
        Question("words", "note", "Notes", "Optional. What they said. Kept sealed."),
        *_likely(view, "Did they hear what decision is likely?"),
    ]


ATTEMPT = Act(
    title="Log an attempt to reach somebody",
    button="Log the attempt",
    done="attempted",
    part="information",
    form=AttemptForm,
    questions=_attempting,
    record=_attempt,
    refusals={
        NotYetHappened: Refusal("tried_on", "The day must be today or in the past"),
        WordsMissing: Refusal("who", "Enter who was tried"),
    },
    why_not=_why_nothing,
    already=(NothingToAskFor,),
)


async def _stop(uow: UnitOfWork, _: NothingForm, sender: Sender) -> None:
    await asking.stop_waiting(uow, sender.case_id, seen=sender.seen, by=sender.by, at=sender.at)


def _no_questions(_: CaseView, __: date) -> Sequence[Question]:
    return ()


def _why_not_stop(view: CaseView, _: date) -> str:
    return "" if view.case.stage is RG_MORE_INFORMATION else "The case does not wait for anything."


STOP = Act(
    title="Stop waiting for information",
    button="Stop waiting",
    done="stopped",
    part="information",
    form=NothingForm,
    questions=_no_questions,
    record=_stop,
    why_not=_why_not_stop,
    before=lambda _: ["The case goes on without the answers. A late answer still reaches you."],
)


@dataclass(frozen=True)
class Answering:
    """Writing down what one of those who were asked has said, with the files that can be named."""

    request: InformationRequest
    files: EvidencePart

    @property
    def act(self) -> Act[AnswerForm]:
        return Act(
            title=f"Record the answer: {ASKED[self.request.party].lower()}",
            button="Record the answer",
            done="answered",
            part="information",
            form=AnswerForm,
            questions=self._questions,
            record=self._record,
            refusals={
                NotYetHappened: Refusal("received_on", "The day must be after the question, and not to come"),
                WordsMissing: Refusal("answer", "Enter what they said"),
                NotOfThisCase: Refusal("evidence", "Select files from the list"),
            },
            why_not=self._why_not,
            before=lambda _: [f"You asked: {self.request.question}"],
            already=(AnsweredAlready, AnswerComesThroughRefer),
        )

    def _why_not(self, _: CaseView, __: date) -> str:
        if self.request.party is AskedParty.FIRST_RESPONDER:
            return "The first responder answers in Refer, and the answer comes here by itself."
        return "This question is answered already." if self.request.answered_at else ""

    def _questions(self, _: CaseView, __: date) -> Sequence[Question]:
        files = [Option(str(each.id), each.name) for each in self.files.files]
        hint = self.files.trouble or "Optional. Select all that apply."
        named = (
            [Question("checkboxes", "evidence", "Which files came with it?", hint, files)] if files else []
        )
        return [
            Question("words", "answer", "What did they say?", "Kept sealed."),
            Question("date", "received_on", "When did the answer come?"),
            *named,
        ]

    async def _record(self, uow: UnitOfWork, form: AnswerForm, sender: Sender) -> None:
        if form.evidence - {each.id for each in self.files.files}:
            raise NotOfThisCase
        given = Answer(
            words=form.answer,
            received_on=form.received_on,
            evidence=tuple(sorted(form.evidence)),
            by=sender.by,
            at=sender.at,
        )
        await asking.record_answer(uow, sender.case_id, self.request.id, given, seen=sender.seen)
