"""How a person's needs were assessed so far, with the words that whoever asks may read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from care.domain.assessments import HeldAssessment, Part
from care.queries.lives import Life
from care.storage import UnitOfWork


@dataclass(frozen=True)
class Assessed:
    """The latest first."""

    held: Sequence[HeldAssessment]
    texts: Mapping[tuple[UUID, str], str]

    def said(self, held: HeldAssessment, part: Part) -> str:
        return self.words(held, f"part_{part}")

    def words(self, held: HeldAssessment, purpose: str) -> str:
        return self.texts.get((held.id, purpose), "")


async def assessed(uow: UnitOfWork, life: Life) -> Assessed:
    return Assessed(await uow.assessments.of_case(life.case.id), life.texts)
