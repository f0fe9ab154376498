"""Recording a pregnancy, so that the money for it is paid."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from care.commands.lives import By, locked
from care.commands.money import working_out
from care.domain.money.pregnancy import Pregnancy
from care.domain.support_states import ENDED
from care.queries.lives import Life
from care.storage import UnitOfWork
from care.web.edge import Desk
from care.web.life.acts import ASSESSMENTS, Act, Question
from clocks.days import london_day
from contracts.ids import SupportCaseId
from plumbing.form_words import Words
from plumbing.forms import Form

KEPT = (
    "Only the dates are kept here. The weekly addition and the maternity grant depend on them. The grant is"
    " paid once, and waits for a manager where the amount is no longer confirmed."
)


class PregnancyForm(Form):
    due_on: Annotated[date, Words("Enter when the child is due", name="The day the child is due")]
    ended_on: Annotated[date | None, Words("Enter when it ended", name="The day it ended")] = None


def _ask(_life: Life, _desk: Desk) -> Sequence[Question]:
    return (
        Question("date", "due_on", "When is the child due?", "As the midwife or doctor says"),
        Question("date", "ended_on", "If the pregnancy is over, when did it end?", "Leave empty otherwise"),
    )


async def _record(uow: UnitOfWork, case_id: SupportCaseId, form: PregnancyForm, by: By) -> None:
    await locked(uow, case_id, by)
    days = by.rules.number("pregnancy_days")
    known = Pregnancy.expecting(form.due_on, form.ended_on, days=days, today=london_day(by.at))
    await working_out.record_pregnancy(uow, case_id, known, actor=by.actor, at=by.at)


PREGNANCY = Act(
    name="pregnancy",
    title="Record a pregnancy",
    button="Record this",
    form=PregnancyForm,
    questions=_ask,
    record=_record,
    may=lambda life, _desk: life.case.state not in ENDED,
    part=ASSESSMENTS,
    pointer="due_on",
    before=lambda _life, _desk: [KEPT],
)
