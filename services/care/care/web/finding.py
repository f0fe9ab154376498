"""Searching for a place for a person: a bed, or a unit for a whole family."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any

from annotated_types import Ge, Le
from fastapi import Request
from starlette.responses import Response

from care.domain.admission import hours_of_arrival
from care.domain.refusals import Code, Refused
from care.domain.rulebook import rules_as_shipped
from care.domain.search import Search
from care.queries.board import regions_with_houses
from care.queries.people import Person, person
from care.web import paths, words
from care.web.edge import Desk
from care.web.safety.times import TimeOfDayIfKnown, hour_of
from care.web.sending import refused_at
from contracts.ids import SupportCaseId
from plumbing.form_words import Words
from plumbing.forms import NOT_BEFORE_TODAY, Filled, Form, date_boxes, read
from plumbing.govuk.parts import Option, Tile
from plumbing.pages import form_page

LONGEST_STAY = rules_as_shipped().number("longest_stay_days")


class SearchForm(Form):
    arrival_on: Annotated[date, NOT_BEFORE_TODAY, Words("Enter the day of arrival", name="Day of arrival")]
    hour: TimeOfDayIfKnown = ""
    days: Annotated[
        int, Ge(1), Le(LONGEST_STAY), Words("Enter the length of stay", name="Length of stay", example="28")
    ]
    regions: Annotated[frozenset[str], Words("Select at least one region", name="Regions")] = frozenset()
    features: Annotated[frozenset[str], Words("Select what a house must offer")] = frozenset()
    without: Annotated[frozenset[str], Words("Select what a house must not have")] = frozenset()

    def as_search(self, *, at: datetime) -> Search:
        return Search(
            starts_on=self.arrival_on,
            days=self.days,
            regions=self.regions,
            required=self.features,
            excluded=self.without,
            arriving=hours_of_arrival(self.arrival_on, hour_of(self.hour), at=at),
        )


@dataclass(frozen=True)
class Finding:
    """What is looked for, and how each that is free is shown.

    A tile is made of what `search` found, whom it is for, and the days asked for as they stand in an address.
    """

    noun: str
    search: Callable[..., Awaitable[Sequence[Any]]]
    tile: Callable[[Any, SupportCaseId, str], Tile]


@dataclass(frozen=True)
class SearchView:
    person: Person
    back: str
    filled: Filled[SearchForm]
    regions: Sequence[Option]
    features: Sequence[Option]
    beds: Sequence[Tile]
    noun: str

    @property
    def has_searched(self) -> bool:
        return self.filled.form is not None

    @property
    def change_stay(self) -> str:
        """Nobody has two places on the same days (PL-6)."""
        has_place = self.person.placement_id
        return paths.placement(has_place, "extend") if has_place else ""


async def search_page(
    request: Request, desk: Desk, support_case_id: SupportCaseId, finding: Finding
) -> Response:
    """The first visit searches for what is most likely wanted, so that a bed is one click away."""
    async with desk.work() as uow:
        found = await person(uow, support_case_id)
        regions = await regions_with_houses(uow)
    asked = request.query_params.multi_items() or _usual_search(found, regions, desk)
    filled, beds = await _search(desk, support_case_id, finding, read(SearchForm, asked, today=desk.today))
    lists = desk.rules.lists
    view = SearchView(
        person=found,
        back=paths.person(support_case_id),
        filled=filled,
        regions=[Option(entry.code, entry.words) for entry in lists.regions if entry.code in regions],
        features=words.options(lists.features),
        beds=beds,
        noun=finding.noun,
    )
    return form_page(request, "find_bed.html", view)


def _usual_search(found: Person, regions: Sequence[str], desk: Desk) -> list[tuple[str, str]]:
    """Where a move was agreed to, or where they live; without a house there, anywhere. A move begins on the
    day they leave the place they have."""
    wanted = found.move_regions or (found.region,)
    first = max(desk.today, found.departure_on or desk.today)
    most = desk.rules.number("search_regions_at_most")
    near = [region for region in wanted if region in regions] or list(regions)[:most]
    return [
        *date_boxes("arrival_on", first).items(),
        ("days", str(desk.rules.number("usual_stay_days"))),
        *(("regions", region) for region in near if region),
        *(("features", feature) for feature in found.required_features),
    ]


async def _search(
    desk: Desk, support_case_id: SupportCaseId, finding: Finding, filled: Filled[SearchForm]
) -> tuple[Filled[SearchForm], Sequence[Tile]]:
    if filled.form is None:
        return filled, ()
    wanted = filled.form.as_search(at=desk.at)
    try:
        async with desk.work() as uow:
            found = await finding.search(uow, wanted, support_case_id, actor=desk.actor, rules=desk.rules)
    except Refused as refused:
        return refused_at(filled, refused, _field_of(refused)), ()
    days = f"arrival={wanted.starts_on}&departure={wanted.ends_on}&hour={filled.form.hour}"
    return filled, [finding.tile(each, support_case_id, days) for each in found]


def _field_of(refused: Refused) -> str:
    return "regions" if refused.code in (Code.NO_REGION, Code.TOO_MANY_REGIONS) else "days"
