"""The page on which a caseworker records that somebody asks to look at something again."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from decision.domain.asked_again import AskedAgain
from decision.domain.delay import Asker
from decision.queries.case import CaseView
from decision.web.acts import FreeText, Question, Sender
from decision.web.circumstance_words import ASKERS
from plumbing.form_words import Words
from plumbing.forms import Form
from plumbing.govuk.parts import Option


class AskAgainForm(Form):
    asked_by: Annotated[Asker, Words("Select who asks")]
    received_on: Annotated[date, Words("Enter the day the request was received", name="The day")]
    words: Annotated[FreeText, Words("Enter what they say", name="What they say")]


def asked_again(form: AskAgainForm, sender: Sender) -> AskedAgain:
    return AskedAgain(
        asked_by=form.asked_by,
        received_on=form.received_on,
        words=form.words,
        by=sender.by,
        at=sender.at,
    )


def asking_again(_: CaseView, __: date) -> Sequence[Question]:
    askers = [Option(each.value, ASKERS[each]) for each in Asker]
    return [
        Question("radios", "asked_by", "Who asks?", options=askers),
        Question("date", "received_on", "When was the request received?"),
        Question("words", "words", "What do they say?", "Kept sealed."),
    ]
