"""Recovery needs assessments, the move-on plan, and what is asked of councils and others."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal
from uuid import UUID

from annotated_types import Ge, Le
from pydantic import create_model

from care.commands import assessing, moving_on
from care.commands.lives import By
from care.commands.moving_on import NewStep, Planned
from care.domain.move_on import Kind, Result, ReturnCheck, StepAnswer, Topic, pilots_on
from care.domain.needs import Agreement, Answer, Need, Recommendation
from care.domain.support_states import CONFIRMED_VICTIM, ENDED, SupportState
from care.queries.lives import Life
from care.storage import UnitOfWork
from care.web import words
from care.web.edge import Desk
from care.web.life.acts import Act, AnyAct, Confirmation, Question, Text, confirming
from care.web.life.words import AGREEMENTS, CHECKS, NEEDS, STEPS, TOPICS, choices, months
from contracts.ids import SupportCaseId
from plumbing.form_words import Words
from plumbing.forms import Form, MaxLen
from plumbing.govuk.parts import Option
from plumbing.identifiers import new_id

MONTHS = 24
_MONTHS: dict[str, Any] = {
    f"{need}_months": (
        Annotated[int | None, Ge(1), Le(MONTHS), Words("Enter months", name=NEEDS[need])],
        None,
    )
    for need in Need
}
_EVIDENCE: dict[str, Any] = {
    "evidence": (
        Annotated[Text, Words("Enter what the recommendations rest on", name="The evidence")],
        ...,
    )
}
AssessmentForm = create_model("AssessmentForm", __base__=Form, **_MONTHS, **_EVIDENCE)


def _ask_assessment(_life: Life, _desk: Desk) -> Sequence[Question]:
    return [
        *(
            Question("number", f"{need}_months", f"{NEEDS[need]}: months of support", "Leave empty if none")
            for need in Need
        ),
        Question("words", "evidence", "What do the recommendations rest on?", "Kept sealed"),
    ]


def _from_the_plan(life: Life, _desk: Desk) -> Mapping[str, str | Sequence[str]]:
    """Written down once already: the open goals begin the evidence."""
    goals = [life.words(each.id, "wish") for each in life.open_goals]
    return {"evidence": "\n".join(each for each in goals if each)}


async def _submit(uow: UnitOfWork, case_id: SupportCaseId, form: Any, by: By) -> None:
    months = {need: getattr(form, f"{need}_months") for need in Need}
    wanted = [Recommendation(need, length) for need, length in months.items() if length]
    await assessing.submit(uow, case_id, new_id(), wanted, form.evidence, by)


ASSESSMENT: AnyAct = Act(
    name="needs-assessment",
    title="Send a recovery needs assessment",
    button="Send the assessment",
    form=AssessmentForm,
    questions=_ask_assessment,
    record=_submit,
    may=lambda life, _desk: life.case.stage in CONFIRMED_VICTIM and life.open_assessment is None,
    pointer="evidence",
    before=lambda _life, _desk: [
        "Complete it with the person. Months count from the day support would end.",
        "Nobody leaves while it waits for its decision.",
    ],
    known=_from_the_plan,
)
_DECISIONS: dict[str, Any] = {
    need.value: (Annotated[Agreement | None, Words("Select what was decided", name=NEEDS[need])], None)
    for need in Need
}
AssessmentDecisionForm = create_model("AssessmentDecisionForm", __base__=Form, **_DECISIONS, **_MONTHS)


def _ask_decision(life: Life, _desk: Desk) -> Sequence[Question]:
    recommended = life.open_assessment.recommendations if life.open_assessment else ()
    return [question for each in recommended for question in _about(each)]


def _about(each: Recommendation) -> Sequence[Question]:
    name = f"{NEEDS[each.need]}, {months(each.months)}"
    return [
        Question("radios", each.need.value, name, options=choices(AGREEMENTS)),
        Question(
            "number", f"{each.need}_months", f"Months agreed for {NEEDS[each.need].lower()}", "If partly"
        ),
    ]


async def _decide(uow: UnitOfWork, case_id: SupportCaseId, form: Any, by: By) -> None:
    given = {need: getattr(form, need.value) for need in Need}
    answers = {
        need: Answer(agreement, getattr(form, f"{need}_months"))
        for need, agreement in given.items()
        if agreement is not None
    }
    await assessing.decide(uow, case_id, answers, by)


ASSESSMENT_DECISION: AnyAct = Act(
    name="needs-assessment-decision",
    title="What was decided about each recommendation?",
    button="Record the decision",
    form=AssessmentDecisionForm,
    questions=_ask_decision,
    record=_decide,
    may=lambda life, desk: desk.is_prime and life.open_assessment is not None,
)


async def _give_copy(uow: UnitOfWork, case_id: SupportCaseId, _form: Confirmation, by: By) -> None:
    await assessing.give_copy(uow, case_id, by)


def _copy_is_missing(life: Life, _desk: Desk) -> bool:
    last = life.assessments[-1] if life.assessments else None
    return last is not None and not last.is_open and last.copy_given_at is None


ASSESSMENT_COPY = Act(
    name="needs-assessment-copy",
    title="Give the person a copy of the decision",
    button="Record this",
    form=Confirmation,
    questions=confirming("The person has a copy of what was decided about their needs"),
    record=_give_copy,
    may=_copy_is_missing,
)
_TOPICS: dict[str, Any] = {
    topic.value: (Annotated[Text, Words("Enter what is planned", name=TOPICS[topic])], "") for topic in Topic
}
_TOPICS["settled"] = (Annotated[frozenset[Topic], Words("Select what is settled")], frozenset())
_TOPICS["destination"] = (Annotated[str | None, Words("Select where the person goes")], None)
MoveOnForm = create_model("MoveOnForm", __base__=Form, **_TOPICS)


def _ask_move_on(_life: Life, desk: Desk) -> Sequence[Question]:
    destinations = words.options(desk.rules.lists.destinations)
    return [
        *(Question("words", topic.value, TOPICS[topic], "Kept sealed") for topic in Topic),
        Question("checkboxes", "settled", "What is settled?", options=choices(TOPICS)),
        Question("radios", "destination", "Where does the person go?", "Leave it open", destinations),
    ]


def _planned_so_far(life: Life, _desk: Desk) -> Mapping[str, str | Sequence[str]]:
    known = {topic.value: life.words(life.case.id, f"move_on_{topic}") for topic in Topic}
    if life.plan is None:
        return known
    return {**known, "settled": tuple(life.plan.settled), "destination": life.plan.destination or ""}


async def _plan(uow: UnitOfWork, case_id: SupportCaseId, form: Any, by: By) -> None:
    planned = Planned({topic: getattr(form, topic.value) for topic in Topic}, form.settled, form.destination)
    await moving_on.plan_move_on(uow, case_id, planned, by)


MOVE_ON: AnyAct = Act(
    name="move-on",
    title="Plan what comes after support",
    button="Keep the plan",
    form=MoveOnForm,
    questions=_ask_move_on,
    record=_plan,
    may=lambda life, desk: life.case.is_supported and life.case.provider_id == desk.user.organisation,
    pointer="destination",
    before=lambda _life, _desk: ["Begin early in recovery. Every topic is settled before the person leaves."],
    known=_planned_so_far,
)


class StepForm(Form):
    kind: Annotated[Kind, Words("Select what was done")]
    council: Annotated[str, MaxLen(200), Words("Enter which council", name="The council")] = ""
    words: Annotated[Text, Words("Enter the details", name="The details")] = ""


AFTER_LEAVING = (Kind.REACH_IN, Kind.DROP_IN)


def _ask_step(life: Life, desk: Desk) -> Sequence[Question]:
    pilots = ", ".join(each.words for each in pilots_on(desk.rules, desk.today))
    empty = "Leave it empty if none was asked"
    return [
        Question(
            "radios",
            "kind",
            "What was done?",
            options=[Option(kind.value, STEPS[kind]) for kind in _steps_for(life, desk)],
        ),
        Question(
            "text", "council", "Which council?", f"{empty}. With a pilot: {pilots}" if pilots else empty
        ),
        Question("words", "words", "Details", "Optional. Kept sealed"),
    ]


def _steps_for(life: Life, desk: Desk) -> Sequence[Kind]:
    if life.case.state is SupportState.REACH_IN:
        return AFTER_LEAVING if desk.rules.is_on("drop_in_enabled") else (Kind.REACH_IN,)
    pilots = (Kind.TRANSITION_PILOT,) if pilots_on(desk.rules, desk.today) else ()
    return (Kind.COUNCIL_REFERRAL, Kind.SIGNPOSTING, Kind.VOLUNTARY_RETURN, *pilots)


async def _take_step(uow: UnitOfWork, case_id: SupportCaseId, form: StepForm, by: By) -> None:
    wanted = NewStep(id=new_id(), kind=form.kind, council=form.council or None, words=form.words)
    await moving_on.take_step(uow, case_id, wanted, by)


STEP = Act(
    name="step",
    title="Ask others for help, or point to it",
    button="Record this",
    form=StepForm,
    questions=_ask_step,
    record=_take_step,
    may=lambda life, _desk: life.case.state is SupportState.REACH_IN or life.case.state not in ENDED,
    pointer="kind",
    before=lambda _life, _desk: [
        "Think of a council referral when there are care needs or children.",
        "Offer voluntary return to anybody who is not British.",
    ],
)


class StepAnswerForm(Form):
    step: Annotated[UUID, Words("Select what was answered")]
    result: Annotated[Literal["accepted", "refused"], Words("Select the answer")]
    reason: Annotated[str | None, Words("Select why it was refused")] = None
    checks: Annotated[frozenset[ReturnCheck], Words("Select what has been checked")] = frozenset()


def _ask_step_answer(life: Life, desk: Desk) -> Sequence[Question]:
    waiting = [Option(str(each.id), STEPS[each.kind], hint=each.council or "") for each in life.open_steps]
    answers = [Option("accepted", "Accepted"), Option("refused", "Refused")]
    reasons = words.options(desk.rules.lists.council_refusal_reasons)
    return [
        Question("radios", "step", "What was answered?", options=waiting),
        Question("radios", "result", "The answer", options=answers),
        Question("radios", "reason", "If it was refused, why?", options=reasons),
        Question("checkboxes", "checks", "For a voluntary return: what is settled?", options=choices(CHECKS)),
    ]


async def _answer_step(uow: UnitOfWork, case_id: SupportCaseId, form: StepAnswerForm, by: By) -> None:
    given = StepAnswer(result=Result(form.result), reason=form.reason, checks=form.checks)
    await moving_on.answer_step(uow, case_id, form.step, given, by)


STEP_ANSWER = Act(
    name="step-answer",
    title="What did they answer?",
    button="Record the answer",
    form=StepAnswerForm,
    questions=_ask_step_answer,
    record=_answer_step,
    may=lambda life, _desk: bool(life.open_steps),
    pointer="reason",
)

MOVING_ACTS: Sequence[AnyAct] = (
    ASSESSMENT,
    ASSESSMENT_DECISION,
    ASSESSMENT_COPY,
    MOVE_ON,
    STEP,
    STEP_ANSWER,
)
