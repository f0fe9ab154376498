"""How long the cases of one group wait, beside all open cases. Small counts are kept back."""

from collections.abc import Sequence
from dataclasses import dataclass

from decision.domain.suppression import Said, suppressed


@dataclass(frozen=True)
class Counted:
    """Open cases of one group; `median_days` is the middle of their days since receipt."""

    group: str
    open: int
    overdue: int
    older: int
    oldest: int
    median_days: int


@dataclass(frozen=True)
class Waiting:
    """As it may be shown. `longer_by` is the middle of the days, less that of all open cases."""

    group: str
    open: Said
    overdue: Said
    older: Said
    oldest: Said
    median_days: int | None
    longer_by: int | None = None

    @property
    def overdue_in_a_hundred(self) -> int | None:
        """A share of a number kept back would give the number away."""
        if self.open.number and self.overdue.number is not None:
            return round(100 * self.overdue.number / self.open.number)
        return None


def compared(groups: Sequence[Counted], whole: Counted) -> list[Waiting]:
    """The middle of a number kept back would say something of very few people."""
    counts = [suppressed([_counts(each)[at] for each in groups]) for at in range(4)]
    return [_waiting(each, said, whole) for each, said in zip(groups, zip(*counts, strict=True), strict=True)]


def the_whole(whole: Counted) -> Waiting:
    (alone,) = compared([whole], whole)
    return alone


def _waiting(counted: Counted, said: Sequence[Said], whole: Counted) -> Waiting:
    open_cases, overdue, older, oldest = said
    if open_cases.number is None:
        return Waiting(counted.group, open_cases, overdue, older, oldest, None)
    longer_by = counted.median_days - whole.median_days
    return Waiting(counted.group, open_cases, overdue, older, oldest, counted.median_days, longer_by)


def _counts(counted: Counted) -> tuple[int, int, int, int]:
    return counted.open, counted.overdue, counted.older, counted.oldest
