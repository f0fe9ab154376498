"""Letters to the person: only to an address that is marked as safe."""

from collections.abc import Sequence
from typing import Annotated

from care.commands import journey
from care.commands.journey import NewLetter
from care.commands.lives import By
from care.queries.lives import Life
from care.storage import UnitOfWork
from care.web.edge import Desk
from care.web.life.acts import PLAN, YES_NO, Act, AnyAct, Question, Text, YesNo
from care.web.life.plan_acts import is_going_on
from contracts.ids import SupportCaseId
from plumbing.form_words import Words
from plumbing.forms import Form
from plumbing.identifiers import new_id


class LetterForm(Form):
    about: Annotated[Text, Words("Enter what the letter is about", name="What the letter is about")]
    is_address_safe: Annotated[YesNo, Words("Select whether the address is marked as safe")]


def _ask(_life: Life, _desk: Desk) -> Sequence[Question]:
    never = "A letter never goes to a place where the person was exploited"
    return [
        Question("words", "about", "What is the letter about?", "Kept sealed, as a case note"),
        Question("radios", "is_address_safe", "Is the address marked as safe?", never, options=YES_NO),
    ]


async def _send(uow: UnitOfWork, case_id: SupportCaseId, form: LetterForm, by: By) -> None:
    letter = NewLetter(id=new_id(), about=form.about, is_address_safe=form.is_address_safe == "yes")
    await journey.send_letter(uow, case_id, letter, by)


LETTER = Act(
    name="letter",
    title="Send the person a letter",
    button="Record that the letter is sent",
    form=LetterForm,
    questions=_ask,
    record=_send,
    may=is_going_on,
    part=PLAN,
    pointer="is_address_safe",
)
LETTER_ACTS: Sequence[AnyAct] = (LETTER,)
