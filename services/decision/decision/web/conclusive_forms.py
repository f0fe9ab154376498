"""What the pages of a conclusive grounds decision ask for."""

from typing import Annotated, Literal

from decision.domain.decisions import REASONS_LIMIT
from decision.domain.definition import Answer, Finding, Part
from decision.web.conclusive_words import field_of
from decision.web.forms import SeenForm
from plumbing.form_words import Words
from plumbing.forms import AS_TYPED, Form, MaxLen

YesNo = Literal["found", "not_found"]
Means = Literal["found", "not_found", "not_needed"]


class ConclusiveOutcomeForm(Form):
    outcome: Annotated[
        Literal["trafficking", "slavery_servitude_forced_labour", "neither"],
        Words("Select whether the person is a victim, and of what"),
    ]


class TraffickingForm(Form):
    trafficking_action: Annotated[YesNo, Words("Select whether you find the action of trafficking")]
    trafficking_means: Annotated[Means, Words("Select whether you find the means of trafficking")]
    trafficking_purpose: Annotated[YesNo, Words("Select whether you find the purpose of exploitation")]

    @property
    def findings(self) -> tuple[Finding, ...]:
        answers = self.model_dump()
        return tuple(
            Finding(part, Answer(answers[field_of(part)])) for part in Part if field_of(part) in answers
        )


class BothHeadsForm(TraffickingForm):
    slavery_means: Annotated[Means, Words("Select whether you find the means of forced labour")]
    slavery_service: Annotated[YesNo, Words("Select whether you find the service of forced labour")]


class HeldForm(SeenForm):
    answer: Annotated[
        Literal["confirm", "set_aside"], Words("Select whether you confirm the decision or set it aside")
    ]
    reasons: Annotated[str, AS_TYPED, MaxLen(REASONS_LIMIT), Words("Enter your reasons", name="Reasons")] = ""
