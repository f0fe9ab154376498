"""The acts that can be tried, each with what it takes."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from nrm.place.strict import Moment, Strict

From = Annotated[date, Field(alias="from")]
To = Annotated[date, Field(alias="to")]


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
    gender: Literal["any", "women_only", "men_only"] | None = None
    features: tuple[str, ...] = ()


Act = Annotated[
    Book | BookConcurrently | Confirm | Cancel | Arrive | Depart | Search,
    Field(discriminator="action"),
]
