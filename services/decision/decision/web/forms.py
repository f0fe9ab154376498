"""What the pages ask for."""

from typing import Annotated, Literal

from decision.domain.decisions import REASONS_LIMIT
from plumbing.form_words import Words
from plumbing.forms import AS_TYPED, Form, MaxLen

SEEN = Words("Open the case again before you change it")


class SeenForm(Form):
    """A change of a case as its reader saw it."""

    version: Annotated[int, SEEN]


class ReviewForm(SeenForm):
    answer: Annotated[
        Literal["agree", "return"], Words("Select whether you agree with the decision or return it")
    ]
    reasons: Annotated[str, AS_TYPED, MaxLen(REASONS_LIMIT), Words("Enter your reasons", name="Reasons")] = ""
