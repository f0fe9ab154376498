"""A pregnancy as money sees it: from when to when the addition is paid (MO-3)."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from care.domain.money.facts import Spell
from care.domain.refusals import Code, Refused


@dataclass(frozen=True, kw_only=True)
class Pregnancy(Spell):
    """Until the child is due, or was born, or it ended before. A child born has additions of their own."""

    due_on: date

    @classmethod
    def expecting(cls, due_on: date, ended_on: date | None, *, days: int, today: date) -> Self:
        """Raises Refused for a day that no pregnancy of today can be due, or has not come yet."""
        first_on = due_on - timedelta(days=days)
        if first_on > today:
            raise Refused(Code.TOO_FAR_AHEAD)
        if ended_on is not None and not first_on <= ended_on <= today:
            raise Refused(Code.IN_FUTURE)
        return cls(first_on=first_on, last_on=min(ended_on or due_on, due_on), due_on=due_on)
