"""What the pages of a reasonable grounds decision ask for."""

from typing import Annotated, Literal

from decision.domain.definition import Answer, Finding, Part, parts_to_test
from decision.web.conclusive_forms import TraffickingForm
from decision.web.conclusive_words import field_of
from plumbing.form_words import Words
from plumbing.forms import Form

SECOND = "Select what you find of each part of the second definition, or leave it blank"


class OutcomeForm(Form):
    outcome: Annotated[
        Literal["positive", "negative"],
        Words("Select whether there are reasonable grounds to believe the person is a victim"),
    ]


class FirstFindingsForm(TraffickingForm):
    slavery_means: Annotated[Literal["found", "not_found", "not_needed", ""], Words(SECOND)] = ""
    slavery_service: Annotated[Literal["found", "not_found", ""], Words(SECOND)] = ""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Of the parts to be tested: the second definition only where trafficking is not made out."""
        said = self.model_dump()
        answers = {part: Answer(said[field_of(part)]) for part in Part if said[field_of(part)]}
        return tuple(Finding(part, answers[part]) for part in parts_to_test(answers) if part in answers)
