"""Facts about who supports somebody and moves asked for: codes and times, never where a house stands."""

from typing import Annotated, ClassVar, Literal
from uuid import UUID

from pydantic import AwareDatetime

from contracts.care import SupportFact
from contracts.events import Internal


class ProviderAllocated(SupportFact):
    """The prime chose who supports the person; again when they choose anew."""

    name: ClassVar[str] = "nrm.care.provider_allocated.v1"

    provider_id: Annotated[str, Internal]
    allocated_at: Annotated[AwareDatetime, Internal]


class MoveRequested(SupportFact):
    """Somebody asks for another place for the person. `reason` is a code of our list."""

    name: ClassVar[str] = "nrm.care.move_requested.v1"

    move_request_id: Annotated[UUID, Internal]
    reason: Annotated[str, Internal]
    requested_at: Annotated[AwareDatetime, Internal]


class MoveAnswered(SupportFact):
    """Accepted, the person waits for another bed; refused, with a coded reason."""

    name: ClassVar[str] = "nrm.care.move_answered.v1"

    move_request_id: Annotated[UUID, Internal]
    answer: Annotated[Literal["accepted", "refused"], Internal]
    reason: Annotated[str | None, Internal] = None
    answered_at: Annotated[AwareDatetime, Internal]


EVENTS: tuple[type[SupportFact], ...] = (ProviderAllocated, MoveRequested, MoveAnswered)
