"""Support as the care service announces it: placed or not, region and dates. Never an address."""

from collections.abc import Sequence
from dataclasses import dataclass

from decision.queries.case import PlacementView, SupportView
from decision.web.words import region_in_words
from plumbing.govuk.dates import day, moment
from plumbing.govuk.parts import Row

NOT_ASKED_FOR = "The referral does not ask for support."
NOT_OPENED = "The referral asks for support. The care service has not opened a support case yet."


@dataclass(frozen=True)
class StayCard:
    title: str
    rows: Sequence[Row]


@dataclass(frozen=True)
class SupportPart:
    absence: str = ""
    rows: Sequence[Row] = ()
    stays: Sequence[StayCard] = ()


def support_part(support: SupportView | None, *, is_wanted: bool) -> SupportPart:
    if support is None:
        return SupportPart(absence=NOT_OPENED if is_wanted else NOT_ASKED_FOR)
    return SupportPart(rows=_rows(support), stays=[_stay(each) for each in support.placements])


def _rows(support: SupportView) -> list[Row]:
    started = (
        f"Since {day(support.started_on)}"
        if support.started_on
        else "Not yet: it follows a positive decision"
    )
    return [
        Row("Support case opened", moment(support.opened_at) if support.opened_at else "Not heard yet"),
        Row("First contact", moment(support.first_contact_at) if support.first_contact_at else "Not yet"),
        Row("Full support", started),
        Row("Placed", _placed(support)),
    ]


def _placed(support: SupportView) -> str:
    here = [each for each in support.placements if not each.departed_on]
    return f"Yes, in {region_in_words(here[0].region)}" if here else "No"


def _stay(stay: PlacementView) -> StayCard:
    arrived = day(stay.arrived_on) if stay.arrived_on else "Not heard yet"
    return StayCard(f"Placement in {region_in_words(stay.region)}", [Row("Arrived", arrived), _until(stay)])


def _until(stay: PlacementView) -> Row:
    if stay.departed_on:
        return Row("Left", day(stay.departed_on))
    return Row("Planned until", day(stay.planned_until) if stay.planned_until else "Not known")
