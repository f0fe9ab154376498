"""Assessments during support: the detailed one, each review, and the one before a move."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal

from care.commands import assessing_needs
from care.commands.lives import By
from care.domain.assessments import Kind, Outcome
from care.queries.lives import Life
from care.storage import UnitOfWork
from care.web.edge import Desk
from care.web.life.acts import ASSESSMENTS, Act, AnyAct, Question
from care.web.life.assessment_forms import (
    EVERY_PART,
    READ_BACK,
    SHARING,
    ConversationForm,
    form_of,
    held_already,
    questions_of,
    sharing_of,
    sheet_of,
)
from care.web.life.assessment_words import OUTCOMES
from care.web.life.initial_act import INITIAL
from contracts.ids import SupportCaseId
from plumbing.form_words import Words
from plumbing.govuk.parts import Option

FITTING = (Outcome.FITS, Outcome.DOES_NOT_FIT)


class FittingForm(ConversationForm):
    outcome: Annotated[
        Literal["fits", "does_not_fit"], Words("Select whether the accommodation meets their needs")
    ]


def _is_supported(life: Life, _desk: Desk) -> bool:
    return life.case.is_supported


def _ask_detailed(_life: Life, _desk: Desk) -> Sequence[Question]:
    return (*questions_of(Kind.DETAILED), SHARING)


async def _hold_detailed(uow: UnitOfWork, case_id: SupportCaseId, form: Any, by: By) -> None:
    sheet = sheet_of(form, Kind.DETAILED, Outcome.NEEDS_KNOWN)
    await assessing_needs.hold(uow, case_id, sheet, sharing_of(form), by)


DETAILED: AnyAct = Act(
    name="detailed-assessment",
    title="Hold the detailed assessment",
    button="Record the assessment",
    form=form_of(Kind.DETAILED, ConversationForm),
    questions=_ask_detailed,
    record=_hold_detailed,
    may=_is_supported,
    part=ASSESSMENTS,
    before=lambda _life, _desk: [
        "After a positive reasonable grounds decision. Guidance gives it to the provider, a minister’s"
        " answer to the prime contractor: whoever holds it is recorded.",
        EVERY_PART,
        READ_BACK,
    ],
    known=lambda life, _desk: held_already(life, Kind.DETAILED),
)


def _about_where_they_live(kind: Kind, name: str, title: str, question: str, why: str) -> AnyAct:
    fitting = [Option(outcome.value, OUTCOMES[outcome]) for outcome in FITTING]

    def ask(_life: Life, _desk: Desk) -> Sequence[Question]:
        return (*questions_of(kind), Question("radios", "outcome", question, options=fitting), SHARING)

    async def hold(uow: UnitOfWork, case_id: SupportCaseId, form: Any, by: By) -> None:
        sheet = sheet_of(form, kind, Outcome(form.outcome))
        await assessing_needs.hold(uow, case_id, sheet, sharing_of(form), by)

    def known(life: Life, _desk: Desk) -> Mapping[str, str | Sequence[str]]:
        return {**held_already(life, kind)}

    return Act(
        name=name,
        title=title,
        button="Record what was found",
        form=form_of(kind, FittingForm),
        questions=ask,
        record=hold,
        may=_is_supported,
        part=ASSESSMENTS,
        before=lambda _life, _desk: [why, EVERY_PART, READ_BACK],
        known=known,
    )


REVIEW = _about_where_they_live(
    Kind.REVIEW,
    "needs-review",
    "Review their needs",
    "Does where they live still meet their needs?",
    "Needs are assessed again during support and before leaving, and with them where the person lives.",
)
BEFORE_A_MOVE = _about_where_they_live(
    Kind.PRE_ASYLUM_MOVE,
    "before-asylum-move",
    "Assess needs before a move to asylum accommodation",
    "Can asylum accommodation meet their needs?",
    "Nobody moves from contract to asylum accommodation before this, or where it cannot meet their needs.",
)
ASSESSMENT_ACTS: Sequence[AnyAct] = (INITIAL, DETAILED, REVIEW, BEFORE_A_MOVE)
