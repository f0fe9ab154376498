"""Attempts to reach somebody, in words: how, what came of it, and when to try again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from care.domain.attempts import (
    TO_THE_PERSON,
    ContactAttempt,
    Hours,
    NextTry,
    Result,
    TimeOfDay,
    Way,
    next_try,
)
from care.queries.people import Person
from care.web import paths
from clocks.days import LONDON, london_day
from plumbing.govuk.dates import day, moment

WAYS: Mapping[Way, str] = {
    Way.TELEPHONE: "Telephone, to the person",
    Way.TEXT_MESSAGE: "Text message, to the person",
    Way.EMAIL: "Email, to the person",
    Way.FIRST_RESPONDER: "By way of the first responder",
    Way.LAWYER: "By way of their lawyer",
}
RESULTS: Mapping[Result, str] = {
    Result.NO_ANSWER: "No answer",
    Result.WRONG_DETAILS: "The details are wrong",
    Result.SOMEBODY_ELSE: "Somebody else answered. Nothing was said about support",
    Result.ASKED_FOR_DETAILS: "Asked for details, or to confirm them",
    Result.DETAILS_GIVEN: "Details were given or confirmed",
}
PARTS: Mapping[TimeOfDay, str] = {
    TimeOfDay.MORNING: "Morning",
    TimeOfDay.AFTERNOON: "Afternoon",
    TimeOfDay.EVENING: "Evening",
    TimeOfDay.NIGHT: "Night",
}
NO_DETAILS = "No safe contact was given. Ask the first responder or a lawyer for details."


def tried_in_words(tried: ContactAttempt) -> str:
    return f"{WAYS[tried.way]}: {RESULTS[tried.result].lower()}"


def when_to_try(made: Sequence[ContactAttempt], hours: Hours, at: datetime) -> str:
    following = next_try(made, hours, at=at)
    part = PARTS[following.part].lower()
    if following.from_at <= at:
        return f"Try now: the {part} is a time of day tried least so far."
    return f"Try next in the {part}, {_from(following, at)}: another time of day."


def _from(following: NextTry, at: datetime) -> str:
    begins = following.from_at.astimezone(LONDON)
    when = "today" if begins.date() == london_day(at) else f"on {day(begins.date())}"
    return f"{when} from {begins:%H:%M}"


@dataclass(frozen=True)
class Tried:
    """What was tried so far for one person in a list: how often, the last one, and what is next."""

    count: str
    last: str
    next: str
    is_now: bool
    href: str


def tried(person: Person, made: Sequence[ContactAttempt], hours: Hours, at: datetime) -> Tried:
    following = next_try(made, hours, at=at)
    is_now = person.has_safe_contact and following.from_at <= at
    return Tried(
        count=_counted(len(made)),
        last=_last(made[-1]) if made else "",
        next=_next(person, made, following, at),
        is_now=is_now,
        href=paths.person(person.id, "attempts"),
    )


def _counted(count: int) -> str:
    return {0: "Not tried yet", 1: "Tried once"}.get(count, f"Tried {count} times")


def _last(tried: ContactAttempt) -> str:
    return f"Last {moment(tried.tried_at)}. {tried_in_words(tried)}"


def _next(person: Person, made: Sequence[ContactAttempt], following: NextTry, at: datetime) -> str:
    """Without a safe contact nobody can be called: others are asked first."""
    if not person.has_safe_contact:
        asked = any(each.way not in TO_THE_PERSON for each in made)
        return "Wait for details, and ask again" if asked else "Ask others for details"
    if following.from_at <= at:
        return "Try now"
    return f"Next {_from(following, at)}"
