"""After a decision: a second person agrees with what a colleague proposes, or returns it to them."""

from http import HTTPStatus
from typing import Annotated, Literal

from contracts.ids import UserId
from decision.domain.decisions import Review
from decision.web.acts import FreeText, Question, Sender
from decision.web.visits import Visit
from plumbing.form_words import Words
from plumbing.forms import Form
from plumbing.govuk.parts import Option
from plumbing.problems import Problem


class SecondLookForm(Form):
    answer: Annotated[Literal["agree", "return"], Words("Select whether you agree with what is proposed")]
    words: Annotated[FreeText, Words("Enter your reasons", name="Your reasons")] = ""


def second_look(form: SecondLookForm, sender: Sender) -> Review:
    return Review(is_agreed=form.answer == "agree", reasons=form.words, by=sender.by, at=sender.at)


def looking(where: str, *, returned: str) -> list[Question]:
    options = [Option("agree", "Agree: it takes effect at once"), Option("return", returned)]
    return [
        Question("radios", "answer", "Do you agree with what is proposed?", where, options),
        Question("words", "words", "Your reasons", "Needed if you return it."),
    ]


def check_is_another(visit: Visit, proposed_by: UserId | None, *, own: str) -> None:
    if visit.user.id == proposed_by:
        raise Problem(HTTPStatus.FORBIDDEN, own, heading="Somebody else must decide")
