"""Acts on beds and placements that can be tried, each with what it takes."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from nrm.place.strict import Company, Moment, Strict


class Book(Strict):
    action: Literal["book"]
    bed: str
    arrival: date
    departure: date


class Request(Strict):
    person: str
    arrival: date
    departure: date


class BookConcurrently(Strict):
    action: Literal["book_concurrently"]
    bed: str
    requests: tuple[Request, ...]


class BookHousehold(Strict):
    """The first bed is the person's own, each further one a dependant's."""

    action: Literal["book_household"]
    beds: Annotated[tuple[str, ...], Field(min_length=1)]
    arrival: date
    departure: date


class Confirm(Strict):
    action: Literal["confirm"]
    placement: str


class Cancel(Strict):
    action: Literal["cancel"]
    placement: str
    reason: str


class Arrive(Strict):
    action: Literal["arrive"]
    placement: str
    arrival: date | None = None
    arrival_instant: Moment | None = None
    departure: date | None = None


class Depart(Strict):
    action: Literal["depart"]
    placement: str
    departure: date
    reason: str
    destination: str


class Search(Strict):
    action: Literal["search"]
    start: date
    days: int
    regions: tuple[str, ...] = ()
    gender: Company = "any"
    features: tuple[str, ...] = ()


class Extend(Strict):
    action: Literal["extend"]
    placement: str
    departure: date


class Overstay(Strict):
    action: Literal["overstay"]
    placement: str
    departure: date
    authorised: bool = False
    reason: str | None = None


class SetTurnaround(Strict):
    action: Literal["set_turnaround"]
    placement: str
    turnaround: Annotated[int, Field(alias="T")]
