"""Planning with the person, keeping in touch with them, and asking about their needs once."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Annotated, Any
from uuid import UUID

from pydantic import create_model

from care.commands import journey
from care.commands.journey import NewContact, NewGoal, Reviewed
from care.commands.lives import By
from care.domain.journey import ContactKind, GoalState
from care.domain.needs import Need
from care.domain.support_states import ENDED
from care.queries.lives import Life
from care.storage import UnitOfWork
from care.web.edge import Desk
from care.web.life.acts import PLAN, YES_NO, Act, AnyAct, Question, Text, YesNo
from care.web.life.words import GOALS, LOGGED, NEEDS, choices
from clocks.days import LONDON, london_day
from contracts.ids import SupportCaseId
from plumbing.form_words import Words
from plumbing.forms import Form
from plumbing.govuk.parts import Option
from plumbing.identifiers import new_id

MIDDAY = time(12)


def is_going_on(life: Life, _desk: Desk) -> bool:
    return life.case.state not in ENDED


class GoalForm(Form):
    need: Annotated[Need, Words("Select what the goal is about")]
    wish: Annotated[Text, Words("Enter what the person wants", name="What the person wants")]
    action: Annotated[Text, Words("Enter the next action", name="The next action")]
    is_persons_own: Annotated[YesNo, Words("Select who takes the next action")]
    due_on: Annotated[date, Words("Enter by when", name="The day")]


def _ask_goal(_life: Life, _desk: Desk) -> Sequence[Question]:
    who = (Option("no", "The support worker"), Option("yes", "The person"))
    return [
        Question("radios", "need", "What is the goal about?", options=choices(NEEDS)),
        Question("words", "wish", "What does the person want?", "In their words. Kept sealed"),
        Question("words", "action", "What is the next action?", "Kept sealed"),
        Question("radios", "is_persons_own", "Who takes it?", options=who),
        Question("date", "due_on", "By when?"),
    ]


async def _add_goal(uow: UnitOfWork, case_id: SupportCaseId, form: GoalForm, by: By) -> None:
    values = dict(form) | {"is_persons_own": form.is_persons_own == "yes"}
    await journey.add_goal(uow, case_id, NewGoal(id=new_id(), **values), by)


GOAL = Act(
    name="goal",
    title="Add a goal to the journey plan",
    button="Add the goal",
    form=GoalForm,
    questions=_ask_goal,
    record=_add_goal,
    may=is_going_on,
    part=PLAN,
    pointer="need",
)


class GoalEndForm(Form):
    goal: Annotated[UUID, Words("Select the goal")]
    state: Annotated[GoalState, Words("Select what became of it")]


def _ask_goal_end(life: Life, _desk: Desk) -> Sequence[Question]:
    goals = [
        Option(str(each.id), life.words(each.id, "wish") or NEEDS[each.need], hint=NEEDS[each.need])
        for each in life.open_goals
    ]
    ends = [Option(each.value, GOALS[each].text) for each in GoalState if each is not GoalState.OPEN]
    return [
        Question("radios", "goal", "Which goal?", options=goals),
        Question("radios", "state", "What became of it?", options=ends),
    ]


async def _end_goal(uow: UnitOfWork, case_id: SupportCaseId, form: GoalEndForm, by: By) -> None:
    await journey.end_goal(uow, case_id, form.goal, form.state, by)


GOAL_END = Act(
    name="goal-end",
    title="Say what became of a goal",
    button="Record it",
    form=GoalEndForm,
    questions=_ask_goal_end,
    record=_end_goal,
    may=lambda life, _desk: bool(life.open_goals),
    part=PLAN,
    pointer="goal",
)


class ReviewForm(Form):
    held_on: Annotated[date, Words("Enter the day of the review", name="The day")]
    is_agreed: Annotated[YesNo, Words("Select whether the person agrees with the plan")]
    words: Annotated[Text, Words("Enter what was said", name="What was said")] = ""


def _ask_review(_life: Life, _desk: Desk) -> Sequence[Question]:
    return [
        Question("date", "held_on", "When was the plan gone through with the person?"),
        Question("radios", "is_agreed", "Does the person agree with the plan?", options=YES_NO),
        Question("words", "words", "What was said?", "Optional. Kept sealed"),
    ]


async def _review(uow: UnitOfWork, case_id: SupportCaseId, form: ReviewForm, by: By) -> None:
    held = Reviewed(id=new_id(), held_on=form.held_on, is_agreed=form.is_agreed == "yes", words=form.words)
    await journey.review_plan(uow, case_id, held, by)


REVIEW = Act(
    name="review",
    title="Agree or review the journey plan",
    button="Record the review",
    form=ReviewForm,
    questions=_ask_review,
    record=_review,
    may=is_going_on,
    part=PLAN,
    pointer="held_on",
)


class ContactForm(Form):
    kind: Annotated[ContactKind, Words("Select how you were in touch")]
    happened_on: Annotated[date, Words("Enter the day", name="The day")]
    summary: Annotated[Text, Words("Enter what was said", name="What was said")] = ""


def _ask_contact(_life: Life, _desk: Desk) -> Sequence[Question]:
    return [
        Question("radios", "kind", "How were you in touch?", options=choices(LOGGED)),
        Question("date", "happened_on", "When?"),
        Question("words", "summary", "What was said?", "Optional. Kept sealed, as a case note"),
    ]


async def _log_contact(uow: UnitOfWork, case_id: SupportCaseId, form: ContactForm, by: By) -> None:
    """A day without a time of day counts from its middle; today from now."""
    is_today = form.happened_on == london_day(by.at)
    at = by.at if is_today else datetime.combine(form.happened_on, MIDDAY, LONDON)
    wanted = NewContact(id=new_id(), kind=form.kind, happened_at=at, summary=form.summary)
    await journey.log_contact(uow, case_id, wanted, by)


CONTACT = Act(
    name="contact-log",
    title="Record a contact with the person",
    button="Record the contact",
    form=ContactForm,
    questions=_ask_contact,
    record=_log_contact,
    may=is_going_on,
    part=PLAN,
    pointer="happened_on",
)


_NEEDS: dict[str, Any] = {
    need.value: (Annotated[Text, Words("Enter what helps", name=NEEDS[need])], "") for need in Need
}
_NEEDS["is_shared"] = (
    Annotated[YesNo, Words("Select whether this may be shared with whoever supports them")],
    ...,
)
NeedsForm = create_model("NeedsForm", __base__=Form, **_NEEDS)


def _ask_needs(life: Life, _desk: Desk) -> Sequence[Question]:
    """What is held is not asked again."""
    unknown = [
        Question("words", need.value, NEEDS[need], "Leave empty if it did not come up. Kept sealed")
        for need in Need
        if need not in life.answers
    ]
    return [*unknown, _sharing()]


def _sharing() -> Question:
    return Question(
        "radios",
        "is_shared",
        "May this be shared with another provider that supports them later?",
        "Then nobody has to ask again",
        YES_NO,
    )


async def _note_needs(uow: UnitOfWork, case_id: SupportCaseId, form: Any, by: By) -> None:
    said = {need: getattr(form, need.value) for need in Need}
    await journey.note_needs(uow, case_id, said, is_shared=form.is_shared == "yes", by=by)


NEEDS_SUMMARY: AnyAct = Act(
    name="needs",
    title="What does the person need?",
    button="Keep this",
    form=NeedsForm,
    questions=_ask_needs,
    record=_note_needs,
    may=lambda life, desk: is_going_on(life, desk) and len(life.answers) < len(Need),
    part=PLAN,
    pointer="is_shared",
    before=lambda _life, _desk: ["Only what nobody has asked yet. Ask in a language the person understands."],
)


class AskAgainForm(Form):
    need: Annotated[Need, Words("Select what was asked again")]
    words: Annotated[Text, Words("Enter what the person said", name="What the person said")]
    is_shared: Annotated[YesNo, Words("Select whether this may be shared")]


def _ask_again(life: Life, _desk: Desk) -> Sequence[Question]:
    held = [Option(need.value, NEEDS[need]) for need in Need if need in life.answers]
    return [
        Question("radios", "need", "What was asked again?", options=held),
        Question("words", "words", "What does the person say now?", "Kept sealed, in place of what was held"),
        _sharing(),
    ]


async def _note_again(uow: UnitOfWork, case_id: SupportCaseId, form: AskAgainForm, by: By) -> None:
    said = {form.need: form.words}
    await journey.note_needs(uow, case_id, said, is_shared=form.is_shared == "yes", by=by)


NEEDS_AGAIN = Act(
    name="needs-again",
    title="A need was asked about again",
    button="Keep the new answer",
    form=AskAgainForm,
    questions=_ask_again,
    record=_note_again,
    may=lambda life, desk: is_going_on(life, desk) and bool(life.answers),
    part=PLAN,
    pointer="need",
    before=lambda _life, _desk: ["Asking for what is held already is counted. The aim is never to."],
)

PLAN_ACTS: Sequence[AnyAct] = (CONTACT, GOAL, GOAL_END, REVIEW, NEEDS_SUMMARY, NEEDS_AGAIN)
