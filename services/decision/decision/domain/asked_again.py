"""Somebody asks to look again at a disqualification, or at a refusal of permission to stay (§8.5, §8.6)."""

from dataclasses import dataclass
from datetime import date, datetime

from clocks import london_day
from contracts.ids import UserId
from decision.domain.delay import Asker


class AskedOutsideTime(Exception):
    """A request comes on the day of the decision or later, and not in the future."""


@dataclass(frozen=True, kw_only=True)
class AskedAgain:
    """What somebody asks, as a caseworker records it. `received_on` is a London day."""

    asked_by: Asker
    received_on: date
    words: str
    by: UserId
    at: datetime


def check_asked_after(decided_at: datetime, asked: AskedAgain) -> None:
    if not london_day(decided_at) <= asked.received_on <= london_day(asked.at):
        raise AskedOutsideTime
