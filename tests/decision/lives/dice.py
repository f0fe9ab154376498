"""Chance, from wherever it comes: hypothesis, which can shrink it, or a seed."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

T = TypeVar("T")
LONDON = ZoneInfo("Europe/London")


class Dice:
    """`roll` draws a whole number between two, both included; the first is the simplest."""

    def __init__(self, roll: Callable[[int, int], int]) -> None:
        self.number = roll

    def one_of(self, choices: Sequence[T]) -> T:
        return choices[self.number(0, len(choices) - 1)]

    def is_rare(self) -> bool:
        return self.number(1, 12) == 12

    def yes(self) -> bool:
        return self.number(0, 1) == 1

    def day_near(self, day: date, *, before: int = 0, after: int = 0) -> date:
        """The day itself, most simply."""
        days = self.number(0, before + after)
        return day + timedelta(days=days if days <= after else after - days)

    def hour_of(self, day: date) -> datetime:
        """Also in the hours in which London and UTC disagree about the day."""
        return datetime.combine(day, time(self.one_of((12, 0, 23))), LONDON)

    def words(self) -> str:
        """Sometimes none, where there should be some."""
        return "" if self.is_rare() else "The account is consistent with the police report."
