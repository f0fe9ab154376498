"""What is legally privileged: kept for whoever writes it, and shown to nobody else."""

from collections.abc import Sequence
from typing import Annotated

from care.commands.lives import By
from care.commands.reading import keep_privileged
from care.domain.visibility import Data, Sight, sight
from care.queries.lives import Life
from care.storage import UnitOfWork
from care.web.edge import Desk
from care.web.life.acts import PLAN, Act, AnyAct, Question, Text
from contracts.ids import SupportCaseId
from plumbing.form_words import Words
from plumbing.forms import Form
from plumbing.identifiers import new_id


class PrivilegedForm(Form):
    words: Annotated[Text, Words("Enter what is to be kept", name="What is to be kept")]


def _ask(_life: Life, _desk: Desk) -> Sequence[Question]:
    hint = "For example what a solicitor advised. Kept sealed: nobody but you ever reads it here"
    return [Question("words", "words", "What is legally privileged?", hint)]


async def _keep(uow: UnitOfWork, case_id: SupportCaseId, form: PrivilegedForm, by: By) -> None:
    await keep_privileged(uow, case_id, new_id(), form.words, by)


PRIVILEGED = Act(
    name="privileged",
    title="Keep something legally privileged",
    button="Keep it for me alone",
    form=PrivilegedForm,
    questions=_ask,
    record=_keep,
    may=lambda life, _desk: sight(Data.PRIVILEGED, life.reader.role) is Sight.AUTHOR_ONLY,
    part=PLAN,
    pointer="words",
)
PRIVILEGED_ACTS: Sequence[AnyAct] = (PRIVILEGED,)
