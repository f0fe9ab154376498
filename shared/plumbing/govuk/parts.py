"""The small values that pages are built from: what a view hands to the macros."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from markupsafe import Markup

from plumbing.languages import N_

Meaning = Literal["not-started", "in-progress", "waiting", "overdue", "done", "available", "plain", "blocked"]


@dataclass(frozen=True)
class Status:
    """Where something stands. The meaning picks the colour, the text says it: colour never speaks alone."""

    text: str
    meaning: Meaning = "plain"


@dataclass(frozen=True)
class Option:
    """One answer to choose. `divider` puts "or" before it; `exclusive` empties the other boxes."""

    value: str
    label: str
    hint: str = ""
    divider: str = ""
    exclusive: bool = False


@dataclass(frozen=True)
class Link:
    label: str
    href: str
    current: bool = False
    count: int | None = None
    hidden: str = ""


@dataclass(frozen=True)
class Task:
    title: str
    status: Status
    href: str = ""
    hint: str = ""


@dataclass(frozen=True)
class TaskGroup:
    title: str
    tasks: Sequence[Task]


@dataclass(frozen=True)
class Row:
    """One line of a summary. A value of several strings is shown as a list; line breaks are kept."""

    key: str
    value: str | Markup | Sequence[str]
    change: str = ""
    hidden: str = ""
    action: str = N_("Change")


@dataclass(frozen=True)
class Badge:
    text: str
    colour: Literal["purple", "red", "orange", "green", "blue", "grey"] = "blue"


@dataclass(frozen=True)
class Entry:
    """Something that happened, for a timeline: at an instant, or on a day when no more is known."""

    title: str
    at: datetime | date
    by: str = ""
    text: str = ""

    @property
    def is_whole_day(self) -> bool:
        return not isinstance(self.at, datetime)


@dataclass(frozen=True)
class Column:
    """A table heading. With `href` it sorts on the server; `sorted` says how the table is sorted now."""

    title: str
    href: str = ""
    sorted: Literal["", "ascending", "descending"] = ""
    numeric: bool = False


@dataclass(frozen=True)
class Skipped:
    day: date
    reason: str


@dataclass(frozen=True)
class Why:
    """Everything that made a date what it is."""

    rule: str
    version: str
    start: date | datetime
    counting: str
    calendar: str = ""
    pauses: Sequence[str] = ()
    skipped: Sequence[Skipped] = ()
    source: str = ""
    confidence: str = ""
    is_our_setting: bool = False
    note: str = ""


@dataclass(frozen=True)
class Clock:
    """A date that matters, its state and how it came about."""

    title: str
    due: date | None
    status: Status
    why: Why | None = None
    note: str = ""


@dataclass(frozen=True)
class Tile:
    """A card on a board, such as a unit with its free beds."""

    title: str
    status: Status
    href: str = ""
    lines: Sequence[str] = ()
    muted: bool = False
    action: str = "View"


@dataclass(frozen=True)
class FilterGroup:
    """A set of tick boxes in a filter; `chosen` are the values now ticked."""

    name: str
    legend: str
    options: Sequence[Option]
    chosen: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Chosen:
    """Filters now in force under one heading; each link takes one away."""

    heading: str
    links: Sequence[Link]
