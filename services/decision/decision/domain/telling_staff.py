"""Which of the staff must hear of what happened to a case, because what is next is theirs to do."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from contracts.decision import CgDecided, RgDecided
from contracts.events import Event
from contracts.ids import UserId
from decision.domain.case import Case
from decision.domain.facts import DecisionReviewed, InformationReceived


class Kind(StrEnum):
    RETURNED = "decision_returned"
    AGREED = "decision_agreed"
    SERVE = "serve_decision"
    ANSWERED = "information_answered"


@dataclass(frozen=True)
class StaffNotice:
    """`about` is what happened: the same is told once, however often it is heard."""

    kind: Kind
    recipient: UserId
    about: UUID


def staff_to_tell(case: Case, events: Sequence[Event], *, by: UserId | None) -> list[StaffNotice]:
    """Nobody is told of what they did themselves."""
    found = [notice for event in events for notice in _of(case, event)]
    return [each for each in found if each.recipient != by]


def _of(case: Case, event: Event) -> Iterator[StaffNotice]:
    match event:
        case DecisionReviewed():
            author = next(each.written_by for each in case.decisions if each.id == event.decision_id)
            yield StaffNotice(Kind.AGREED if event.is_agreed else Kind.RETURNED, author, event.decision_id)
        case RgDecided() | CgDecided() if case.taken_by:
            yield StaffNotice(Kind.SERVE, case.taken_by, case.decisions[-1].id)
        case InformationReceived() if case.taken_by:
            yield StaffNotice(Kind.ANSWERED, case.taken_by, event.request_id)
