"""Trying to reach somebody: several times, at different times of day, and by way of others (LC-1, LC-2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID

from clocks.days import LONDON, london_day
from contracts.ids import SupportCaseId

DAYS_LOOKED_AT = 3


class TimeOfDay(StrEnum):
    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    NIGHT = "night"


class Way(StrEnum):
    TELEPHONE = "telephone"
    TEXT_MESSAGE = "text_message"
    EMAIL = "email"
    FIRST_RESPONDER = "first_responder"
    LAWYER = "lawyer"


class Result(StrEnum):
    NO_ANSWER = "no_answer"
    WRONG_DETAILS = "wrong_details"
    SOMEBODY_ELSE = "somebody_else"
    ASKED_FOR_DETAILS = "asked_for_details"
    DETAILS_GIVEN = "details_given"


TO_THE_PERSON = frozenset({Way.TELEPHONE, Way.TEXT_MESSAGE, Way.EMAIL})


@dataclass(frozen=True)
class Hours:
    """The hours of the clock, in London, at which a part of the day begins. Nobody is called at night."""

    morning: int
    afternoon: int
    evening: int
    night: int

    def part_of(self, at: datetime) -> TimeOfDay:
        hour = at.astimezone(LONDON).hour
        if self.morning <= hour < self.afternoon:
            return TimeOfDay.MORNING
        if self.afternoon <= hour < self.evening:
            return TimeOfDay.AFTERNOON
        return TimeOfDay.EVENING if self.evening <= hour < self.night else TimeOfDay.NIGHT

    @property
    def by_day(self) -> Sequence[tuple[TimeOfDay, int]]:
        return (
            (TimeOfDay.MORNING, self.morning),
            (TimeOfDay.AFTERNOON, self.afternoon),
            (TimeOfDay.EVENING, self.evening),
        )


@dataclass(eq=False, kw_only=True)
class ContactAttempt:
    """What was said is sealed. Reaching the person is recorded apart: that ends the clock."""

    id: UUID
    support_case_id: SupportCaseId
    way: Way
    result: Result
    tried_at: datetime
    tried_by: str

    @property
    def was_to_the_person(self) -> bool:
        return self.way in TO_THE_PERSON


@dataclass(frozen=True)
class NextTry:
    """When to try again: from this instant, in a part of the day tried least so far."""

    part: TimeOfDay
    from_at: datetime


def next_try(attempts: Sequence[ContactAttempt], hours: Hours, *, at: datetime) -> NextTry:
    """Another time of day than before; where all have been tried, the one tried least, the soonest first."""
    tried = [hours.part_of(each.tried_at) for each in attempts if each.was_to_the_person]
    options = _coming(hours, at, skip=tried[-1] if tried else None)
    return min(options, key=lambda option: (tried.count(option.part), option.from_at))


def _coming(hours: Hours, at: datetime, *, skip: TimeOfDay | None) -> list[NextTry]:
    """Each part of the next days, from now where it has begun; not the part in which one has just tried."""
    today = london_day(at)
    starts = [
        (part, _instant(today + timedelta(days=ahead), hour))
        for ahead in range(DAYS_LOOKED_AT)
        for part, hour in hours.by_day
    ]
    now = hours.part_of(at)
    coming = [NextTry(part, start) for part, start in starts if start > at]
    return coming if now in (TimeOfDay.NIGHT, skip) else [NextTry(now, at), *coming]


def _instant(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), LONDON)
