"""Facts of a conclusive grounds decision before it stands. Nobody outside hears of them."""

from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from contracts.events import Internal, Public
from decision.domain.facts import PrivateFact


class DecisionHeld(PrivateFact):
    """Written before the day it may be served: it waits, and moves nothing."""

    name: ClassVar[str] = "nrm.decision.decision_held.v1"

    decision_id: Annotated[UUID, Internal]
    not_before: Annotated[date | None, Internal] = None


class DecisionConfirmed(PrivateFact):
    """The day has come, and a person says that a held decision is still right."""

    name: ClassVar[str] = "nrm.decision.decision_confirmed.v1"

    decision_id: Annotated[UUID, Internal]
    outcome: Annotated[str, Internal]
    confirmed_by: Annotated[UUID, Internal]


class DecisionSetAside(PrivateFact):
    """A held decision was taken back before it stood; another can be written."""

    name: ClassVar[str] = "nrm.decision.decision_set_aside.v1"

    decision_id: Annotated[UUID, Internal]
    set_aside_by: Annotated[UUID, Internal]


class SentToPanel(PrivateFact):
    """A negative decision that a second person agreed with goes to an assurance panel before it is served."""

    name: ClassVar[str] = "nrm.decision.sent_to_panel.v1"

    decision_id: Annotated[UUID, Internal]
    policy_version: Annotated[str, Public]
