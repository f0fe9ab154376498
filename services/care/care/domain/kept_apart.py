"""Two people in danger from each other, or from the same people: they never see or share a house (VI-4)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from care.domain.people import PersonId


class Danger(StrEnum):
    FROM_EACH_OTHER = "from_each_other"
    SAME_EXPLOITERS = "same_exploiters"


class SamePerson(Exception):
    """Nobody can be kept apart from themselves."""


@dataclass(eq=False, kw_only=True)
class KeptApart:
    id: UUID
    one_id: PersonId
    other_id: PersonId
    danger: Danger
    noted_at: datetime
    noted_by: str
    ended_at: datetime | None = None
    ended_by: str | None = None

    @classmethod
    def of(
        cls, pair_id: UUID, people: frozenset[PersonId], danger: Danger, *, by: str, at: datetime
    ) -> "KeptApart":
        """Kept in one order, so that a pair is noted once whichever of the two it was noted from."""
        if len(people) != 2:
            raise SamePerson
        one, other = sorted(people)
        return cls(id=pair_id, one_id=one, other_id=other, danger=danger, noted_at=at, noted_by=by)

    def end(self, *, by: str, at: datetime) -> None:
        if self.ended_at is None:
            self.ended_at, self.ended_by = at, by


def others(person_id: PersonId, pairs: Iterable[KeptApart]) -> frozenset[PersonId]:
    """With whom this person must never be, by pairs that have not ended."""
    standing = [pair for pair in pairs if pair.ended_at is None]
    return frozenset(
        pair.other_id if pair.one_id == person_id else pair.one_id
        for pair in standing
        if person_id in (pair.one_id, pair.other_id)
    )
