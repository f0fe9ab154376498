"""What the pages of an assurance panel ask for."""

from datetime import date
from typing import Annotated, Literal

from decision.domain.decisions import REASONS_LIMIT
from decision.domain.panels import LeadAnswer, Member, PanelAnswer, Seat
from decision.web.forms import SeenForm
from plumbing.form_words import Words
from plumbing.forms import AS_TYPED, NOT_AFTER_TODAY, MaxLen

Seated = Literal["absent", "present", "conflict"]


class ArrangePanelForm(SeenForm):
    panel_on: Annotated[date, Words("Enter the day the panel sits", name="The day")]


class PapersForm(SeenForm):
    sent_on: Annotated[date, NOT_AFTER_TODAY, Words("Enter the day the papers were sent", name="The day")]


class SittingForm(SeenForm):
    """Each seat once: a panel had a chair and one member of each kind, who may have stepped out."""

    chair: Annotated[Seated, Words("Select whether the chair took part")]
    police: Annotated[Seated, Words("Select whether a police member took part")]
    local_authority: Annotated[Seated, Words("Select whether a local authority member took part")]
    charity: Annotated[Seated, Words("Select whether a charity’s member took part")]

    @property
    def members(self) -> tuple[Member, ...]:
        seated = {seat: getattr(self, seat.value) for seat in Seat}
        return tuple(
            Member(seat, has_conflict=how == "conflict") for seat, how in seated.items() if how != "absent"
        )


class PanelAnswerForm(SeenForm):
    answer: Annotated[PanelAnswer, Words("Select whether the panel agrees with the decision")]
    reasons: Annotated[str, AS_TYPED, MaxLen(REASONS_LIMIT), Words("Enter the reasons", name="Reasons")] = ""


class LeadAnswerForm(SeenForm):
    answer: Annotated[LeadAnswer, Words("Select whether the decision stands or goes back")]
    reasons: Annotated[
        str, AS_TYPED, MaxLen(REASONS_LIMIT), Words("Enter the reasons the chair is given", name="Reasons")
    ]
