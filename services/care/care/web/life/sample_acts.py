"""Whether a person agrees that an inspector may read what they need and what was noted."""

from collections.abc import Sequence
from typing import Annotated

from care.commands.lives import By
from care.commands.sampling import record_agreement
from care.domain.visibility import Role
from care.queries.lives import Life
from care.storage import UnitOfWork
from care.web.edge import Desk
from care.web.life.acts import PLAN, YES_NO, Act, AnyAct, Question, YesNo
from contracts.ids import SupportCaseId
from plumbing.form_words import Words
from plumbing.forms import Form


class SampleForm(Form):
    is_agreed: Annotated[YesNo, Words("Select whether the person agrees")]


def _ask(_life: Life, _desk: Desk) -> Sequence[Question]:
    hint = "An inspector may then read their needs and notes, without their name. They may change their mind"
    return [Question("radios", "is_agreed", "Does the person agree?", hint, options=YES_NO)]


def _before(life: Life, _desk: Desk) -> Sequence[str]:
    agreed = life.case.inspection_agreed_at is not None
    return ["They agree now." if agreed else "They have not agreed, so no inspector reads their record."]


async def _record(uow: UnitOfWork, case_id: SupportCaseId, form: SampleForm, by: By) -> None:
    await record_agreement(uow, case_id, by, is_agreed=form.is_agreed == "yes")


SAMPLE = Act(
    name="inspection-sample",
    title="Ask whether an inspector may read their record",
    button="Record the answer",
    form=SampleForm,
    questions=_ask,
    record=_record,
    may=lambda life, _desk: life.reader.role is Role.OWN_WORKER,
    part=PLAN,
    pointer="is_agreed",
    before=_before,
)
SAMPLE_ACTS: Sequence[AnyAct] = (SAMPLE,)
