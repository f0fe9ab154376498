"""Which provider could support a person, in what order, and what speaks for and against each (AC-1, §14).

Whoever has a region or house where the person is not judged at risk may be chosen. First come those with room
on their workers' lists, then those who speak the language, then the nearest, then those with more free beds.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from care.domain.distance import Distance, Neighbours
from care.domain.refusals import Code, Refused
from care.domain.support import SupportCase
from contracts.care_network import ProviderAllocated
from contracts.events import Event
from contracts.ids import ProviderId, SupportCaseId

NEAREST_FIRST = (Distance.SAME_REGION, Distance.NEXT_REGION, Distance.FURTHER, Distance.NOT_KNOWN)


class Reason(StrEnum):
    """Kept with the choice, so that it can be explained years later."""

    SPEAKS = "speaks"
    DOES_NOT_SPEAK = "does_not_speak"
    LANGUAGES_NOT_RECORDED = "languages_not_recorded"
    SAME_REGION = "same_region"
    NEXT_REGION = "next_region"
    FURTHER = "further"
    DISTANCE_NOT_KNOWN = "distance_not_known"
    HAS_ROOM = "has_room"
    FULL = "full"
    ROOM_NOT_RECORDED = "room_not_recorded"
    FREE_BEDS = "free_beds"
    NO_FREE_BED = "no_free_bed"
    REGIONS_AT_RISK = "regions_at_risk"
    HOUSES_AT_RISK = "houses_at_risk"


SPEAK_FOR = frozenset({Reason.SPEAKS, Reason.SAME_REGION, Reason.HAS_ROOM, Reason.FREE_BEDS})
RULE_OUT = frozenset({Reason.REGIONS_AT_RISK, Reason.HOUSES_AT_RISK})
OF_DISTANCE = {
    Distance.SAME_REGION: Reason.SAME_REGION,
    Distance.NEXT_REGION: Reason.NEXT_REGION,
    Distance.FURTHER: Reason.FURTHER,
    Distance.NOT_KNOWN: Reason.DISTANCE_NOT_KNOWN,
}


@dataclass(frozen=True)
class FreeHouse:
    """A house that is open: where it is, and how many of its beds are free today."""

    region: str
    area: str
    free: int


@dataclass(frozen=True, kw_only=True)
class NetworkProvider:
    """What a provider says of itself, and what is counted. Without places, its room is not known."""

    id: ProviderId
    name: str
    languages: Sequence[str] = ()
    regions: Sequence[str] = ()
    list_places: int | None = None
    supported_now: int = 0
    houses: Sequence[FreeHouse] = ()

    @property
    def room(self) -> int | None:
        return None if self.list_places is None else max(self.list_places - self.supported_now, 0)


@dataclass(frozen=True, kw_only=True)
class AllocationNeed:
    """What matters about the person. No language asks for none in particular."""

    home: str | None
    language: str = ""
    avoid_areas: Sequence[str] = ()

    def avoids(self, place: str) -> bool:
        """An area by its code, or a whole region by its own."""
        return _plain(place) in {_plain(each) for each in self.avoid_areas}


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A provider with what was found about it."""

    provider: NetworkProvider
    reasons: tuple[Reason, ...]
    distance: Distance
    free_beds: int

    @property
    def may_be_chosen(self) -> bool:
        return not RULE_OUT & set(self.reasons)


def choices(
    need: AllocationNeed, providers: Iterable[NetworkProvider], neighbours: Neighbours
) -> list[Choice]:
    """The best first; those who are ruled out last, with the reason."""
    return sorted((_judged(need, each, neighbours) for each in providers), key=_rank)


def _rank(choice: Choice) -> tuple[bool, bool, bool, int, int, int, str]:
    return (
        not choice.may_be_chosen,
        Reason.FULL in choice.reasons,
        not {Reason.DOES_NOT_SPEAK, Reason.LANGUAGES_NOT_RECORDED}.isdisjoint(choice.reasons),
        NEAREST_FIRST.index(choice.distance),
        -choice.free_beds,
        -(choice.provider.room or 0),
        choice.provider.name,
    )


def _judged(need: AllocationNeed, provider: NetworkProvider, neighbours: Neighbours) -> Choice:
    regions = [each for each in provider.regions if not need.avoids(each)]
    houses = [each for each in provider.houses if not (need.avoids(each.area) or need.avoids(each.region))]
    distance = min(
        (neighbours.distance(need.home, each) for each in {*regions, *(house.region for house in houses)}),
        key=NEAREST_FIRST.index,
        default=Distance.NOT_KNOWN,
    )
    free_beds = sum(each.free for each in houses)
    reasons = (
        *_at_risk(provider, regions, houses),
        *_of_language(need, provider),
        OF_DISTANCE[distance],
        _of_room(provider),
        Reason.FREE_BEDS if free_beds else Reason.NO_FREE_BED,
    )
    return Choice(provider=provider, reasons=reasons, distance=distance, free_beds=free_beds)


def _at_risk(
    provider: NetworkProvider, regions: Sequence[str], houses: Sequence[FreeHouse]
) -> Iterable[Reason]:
    """AC-1: where all of a provider's regions, or all of its houses, are where the person is at risk."""
    if provider.regions and not regions:
        yield Reason.REGIONS_AT_RISK
    if provider.houses and not houses:
        yield Reason.HOUSES_AT_RISK


def _of_language(need: AllocationNeed, provider: NetworkProvider) -> Iterable[Reason]:
    if not need.language:
        return
    if not provider.languages:
        yield Reason.LANGUAGES_NOT_RECORDED
    else:
        speaks = _plain(need.language) in {_plain(each) for each in provider.languages}
        yield Reason.SPEAKS if speaks else Reason.DOES_NOT_SPEAK


def _of_room(provider: NetworkProvider) -> Reason:
    if provider.room is None:
        return Reason.ROOM_NOT_RECORDED
    return Reason.HAS_ROOM if provider.room else Reason.FULL


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


@dataclass(eq=False, kw_only=True)
class Allocation:
    """One choice of a provider, kept for good. Why it was not the first of the order is kept sealed."""

    id: UUID
    support_case_id: SupportCaseId
    referral_id: UUID
    provider_id: ProviderId
    earlier_provider_id: ProviderId | None
    language: str
    home: str | None
    place_in_order: int
    reasons: list[str] = field(default_factory=list)
    allocated_at: datetime
    allocated_by: str


def allocate(case: SupportCase, provider_id: ProviderId, *, at: datetime) -> list[Event]:
    """The prime chooses who supports the person, whether or not a bed is needed."""
    if not (case.is_supported and case.has_consented):
        raise Refused(Code.NOT_ELIGIBLE)
    if case.provider_id == provider_id or case.offered_to is not None:
        raise Refused(Code.WRONG_STATE)
    case.be_allocated_to(provider_id)
    return [ProviderAllocated(**case.ids(), provider_id=provider_id, allocated_at=at)]


def check_choice(choice: Choice, *, is_first: bool, why_not_first: str) -> None:
    """Nobody is sent where they are at risk (AC-1). Whoever does not take the first of the order says why."""
    if not choice.may_be_chosen:
        raise Refused(Code.AREA_RISK)
    if not is_first and not why_not_first.strip():
        raise Refused(Code.REASON_REQUIRED)
