"""A case as it lives: what was done to it, what was refused, and how it stood before and after each act."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import count
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from tests.decision.builders import received
from tests.decision.lives.dice import Dice

from clocks import BankHolidays, Calendars, Nation, Refusal, calendars_as_shipped
from contracts.events import Event
from contracts.ids import CaseId, UserId
from decision.domain.case import Case
from decision.domain.delay import DelayRequest, DelayState
from decision.domain.disqualification import DisqualificationProposal
from decision.domain.further_grounds import Protection
from decision.domain.letters import Letter
from decision.domain.panels import Panel
from decision.domain.reconsideration import Reconsideration
from decision.domain.rules import rule_book
from decision.domain.suspension import Suspension
from decision.domain.timekeeping import Timekeeping

LONDON = ZoneInfo("Europe/London")
STAFF = tuple(UserId(UUID(int=number)) for number in range(1, 6))
BOOK, SHIPPED = rule_book(), calendars_as_shipped()

Photo = dict[str, Any]


@dataclass(frozen=True)
class Moment:
    """One act, done or refused. Time alone, and no person, did it if `is_by_time`."""

    act: str
    day: date
    before: Photo
    after: Photo
    events: tuple[Event, ...]
    refused: Exception | None
    is_by_time: bool


@dataclass(eq=False)
class Life:
    """`day` is today, a London day. Every calendar ever published is kept, as the register keeps it."""

    case: Case
    times: Timekeeping
    day: date
    published: dict[tuple[Nation, str], BankHolidays]
    events: list[Event]
    moments: list[Moment] = field(default_factory=list)
    delay: DelayRequest | None = None
    suspension: Suspension | None = None
    panel: Panel | None = None
    proposal: DisqualificationProposal | None = None
    protections: list[Protection] = field(default_factory=list)
    requests: list[Reconsideration] = field(default_factory=list)
    letters: list[Letter] = field(default_factory=list)
    addresses: dict[UUID, str] = field(default_factory=dict)

    @classmethod
    def born(cls, dice: Dice, *, received_on: date, **changes: Any) -> "Life":
        times = Timekeeping(book=BOOK, calendars=SHIPPED, new_id=_numbered())
        about = received(received_at=dice.hour_of(received_on), **changes)
        case, events = Case.open(CaseId(times.new_id()), about, times=times, at=about.received_at)
        published = {(each.nation, each.version): each for each in SHIPPED.by_nation.values()}
        return cls(case, times, received_on, published, list(events))

    def act(self, name: str, do: Callable[[], list[Event]], *, is_by_time: bool = False) -> None:
        """A named refusal is noted. Any other error is a fault of the product, and ends the test."""
        before, events, refused = self.latest, list[Event](), None
        try:
            events = do()
        except Exception as error:
            if not is_named(error):
                raise
            refused = error
        self.events += events
        after = self.photo()
        self.moments.append(Moment(name, self.day, before, after, tuple(events), refused, is_by_time))

    @property
    def latest(self) -> Photo:
        """Nothing happens to a case between two acts."""
        return self.moments[-1].after if self.moments else self.photo()

    def at(self) -> datetime:
        return datetime.combine(self.day, time(12), LONDON)

    def new_id(self) -> UUID:
        return self.times.new_id()

    def publish(self, holidays: BankHolidays) -> None:
        self.published[holidays.nation, holidays.version] = holidays
        calendars = Calendars.of([*self.times.calendars.by_nation.values(), holidays])
        self.times = Timekeeping(book=BOOK, calendars=calendars, new_id=self.times.new_id)

    def photo(self) -> Photo:
        """Everything an act could change, as values that compare by content."""
        beside = (self.delay, self.suspension, self.panel, self.proposal, *self.requests, *self.letters)
        return {**photo_of_case(self.case), "beside": tuple(photo(each) for each in beside if each)}

    def done(self) -> list[Moment]:
        return [moment for moment in self.moments if moment.refused is None]

    def is_delay_open(self) -> bool:
        return self.delay is not None and self.delay.state is DelayState.OPEN

    def open_request(self) -> Reconsideration | None:
        return next((each for each in self.requests if each.state.is_open), None)


def is_named(error: Exception) -> bool:
    """Named by the domain, as something a person can be told."""
    return isinstance(error, Refusal) or type(error).__module__.startswith("decision.domain")


def photo(thing: Any) -> Photo:
    taken = dict(vars(thing))
    taken.pop("_sa_instance_state", None)
    return taken


def photo_of_case(case: Case) -> Photo:
    taken = photo(case)
    taken["clocks"] = tuple(photo(each) for each in case.clocks)
    taken["decisions"] = tuple(photo(each) for each in case.decisions)
    return taken


def clocks_of(taken: Photo, *rules: str) -> list[Mapping[str, Any]]:
    """The clocks of a photo; those of these rules, if any are named."""
    return [clock for clock in taken["clocks"] if not rules or clock["rule"] in rules]


def _numbered() -> Callable[[], UUID]:
    numbers = count(1_000)
    return lambda: UUID(int=next(numbers))
