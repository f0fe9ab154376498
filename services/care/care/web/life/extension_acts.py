"""Asking for more time after a negative decision, and what is answered."""

from collections.abc import Sequence
from typing import Annotated, Literal

from care.commands import extending
from care.commands.extending import NewRequest
from care.commands.lives import By
from care.domain.extension import Content, ExtensionState, Heading
from care.domain.support_states import LEAVING as GOING
from care.domain.support_states import Step, SupportState
from care.queries.lives import Life
from care.storage import UnitOfWork
from care.web.edge import Desk
from care.web.life.acts import YES_NO, Act, AnyAct, Confirmation, Question, Text, YesNo, confirming
from care.web.life.staying_acts import can
from care.web.life.words import HEADINGS
from contracts.ids import SupportCaseId
from plumbing.form_words import Words
from plumbing.forms import Form
from plumbing.govuk.parts import Option
from plumbing.identifiers import new_id


class ExtensionForm(Form):
    days: Annotated[int, Words("Enter how many days", name="Days", example="28")]
    is_exceptional: Annotated[YesNo, Words("Select whether there are exceptional circumstances")]
    facts: Annotated[Text, Words("Enter the facts")]
    background: Annotated[Text, Words("Enter the background")]
    why_not_now: Annotated[Text, Words("Enter why the person cannot move now")]
    planned_actions: Annotated[Text, Words("Enter what is planned, and by when")]
    not_started: Annotated[Text, Words("Enter why actions have not begun, or that all have")]
    documents: Annotated[Text, Words("Enter which documents show it, or that there are none")]
    late_reason: Annotated[Text, Words("Enter why the request is late")] = ""


def _ask_extension(life: Life, desk: Desk) -> Sequence[Question]:
    is_late = life.case.support_end_on is not None and desk.today >= life.case.support_end_on
    late = [Question("words", "late_reason", "Why is the request late?")] if is_late else []
    return [
        Question("number", "days", "How many days more?", "Counted from the exit date"),
        Question(
            "radios",
            "is_exceptional",
            "Are there exceptional circumstances?",
            "For more than 28 days",
            YES_NO,
        ),
        *(Question("words", heading.value, HEADINGS[heading]) for heading in Heading),
        *late,
    ]


async def _extend(uow: UnitOfWork, case_id: SupportCaseId, form: ExtensionForm, by: By) -> None:
    wanted = NewRequest(
        id=new_id(),
        days=form.days,
        content=Content({heading: getattr(form, heading.value) for heading in Heading}),
        is_exceptional=form.is_exceptional == "yes",
        late_reason=form.late_reason,
    )
    await extending.request_extension(uow, case_id, wanted, by)


EXTENSION = Act(
    name="extension",
    title="Ask for more time",
    button="Send the request",
    form=ExtensionForm,
    questions=_ask_extension,
    record=_extend,
    may=lambda life, desk: (
        life.case.stage in GOING
        and life.case.support_end_on is not None
        and life.open_request is None
        and life.case.provider_id == desk.user.organisation
    ),
    pointer="days",
    before=lambda life, _desk: [
        f"Requests sent before: {len(life.requests)}. The person stays until this one is answered.",
        "What you write is kept sealed.",
    ],
)


class ExtensionAnswerForm(Form):
    answer: Annotated[Literal["granted", "refused"], Words("Select what the answer is")]


async def _answer(uow: UnitOfWork, case_id: SupportCaseId, form: ExtensionAnswerForm, by: By) -> None:
    await extending.answer_extension(uow, case_id, is_granted=form.answer == "granted", by=by)


EXTENSION_ANSWER = Act(
    name="extension-answer",
    title="What was the answer to the extension request?",
    button="Record the answer",
    form=ExtensionAnswerForm,
    questions=lambda _life, _desk: [
        Question(
            "radios", "answer", "Answer", options=(Option("granted", "Granted"), Option("refused", "Refused"))
        )
    ],
    record=_answer,
    may=lambda life, desk: desk.is_prime and life.open_request is not None and life.case.stage in GOING,
    pointer="answer",
)


async def _look_again(uow: UnitOfWork, case_id: SupportCaseId, _form: Confirmation, by: By) -> None:
    await extending.look_again(uow, case_id, by)


def _was_refused_once(life: Life, _desk: Desk) -> bool:
    last = life.requests[-1] if life.requests else None
    is_refused = last is not None and last.state is ExtensionState.REFUSED and last.second_look_at is None
    return is_refused and life.case.stage is SupportState.EXITING_NEGATIVE


EXTENSION_AGAIN = Act(
    name="extension-again",
    title="Ask for the refused extension to be looked at again",
    button="Ask again",
    form=Confirmation,
    questions=confirming("The request is to be looked at again"),
    record=_look_again,
    may=_was_refused_once,
)


async def _end_early(uow: UnitOfWork, case_id: SupportCaseId, _form: Confirmation, by: By) -> None:
    await extending.end_early(uow, case_id, by)


EXTENSION_END = Act(
    name="extension-end",
    title="End the extension today",
    button="End it",
    form=Confirmation,
    questions=confirming("The reason for the extension has gone"),
    record=_end_early,
    may=can(Step.EXTENSION_ENDED),
)

EXTENSION_ACTS: Sequence[AnyAct] = (EXTENSION, EXTENSION_ANSWER, EXTENSION_AGAIN, EXTENSION_END)
