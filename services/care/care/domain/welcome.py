"""What somebody is given when they arrive: a welcome pack, and clothing until the first payment (AC-8)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from care.domain.people import PersonId
from contracts.ids import PlacementId, SupportCaseId


class PackItem(StrEnum):
    TOOTHBRUSH_AND_PASTE = "toothbrush_and_paste"
    SOAP = "soap"
    SHAMPOO = "shampoo"
    UNDERWEAR = "underwear"
    PERIOD_PRODUCTS = "period_products"


FOR_EVERYBODY = frozenset(PackItem) - {PackItem.PERIOD_PRODUCTS}  # those where needed


@dataclass(frozen=True, kw_only=True)
class Given:
    """`clothing_sets` is how many the person has now. What a child is given fits their age."""

    pack: frozenset[PackItem]
    clothing_sets: int
    is_age_appropriate: bool = True

    def is_complete(self, *, sets_needed: int) -> bool:
        has_pack = self.pack >= FOR_EVERYBODY
        return has_pack and self.clothing_sets >= sets_needed and self.is_age_appropriate


@dataclass(eq=False, kw_only=True)
class MaterialIssue:
    """One for each time something was given; only a complete one closes the matter."""

    id: UUID
    support_case_id: SupportCaseId
    placement_id: PlacementId
    person_id: PersonId
    pack: list[str]
    clothing_sets: int
    is_age_appropriate: bool
    is_complete: bool
    issued_at: datetime
    issued_by: str
