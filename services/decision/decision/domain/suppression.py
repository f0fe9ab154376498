"""Small numbers in a table of groups are not said, nor could they be worked out from the total."""

from collections.abc import Sequence
from dataclasses import dataclass

SMALL = 5


@dataclass(frozen=True)
class Said:
    """A count as it may be shown; none where it is kept back."""

    number: int | None


def suppressed(counts: Sequence[int]) -> list[Said]:
    """Each group's count. Where a single one is small, the next smallest is kept back with it."""
    small = {at for at, count in enumerate(counts) if 0 < count < SMALL}
    if len(small) == 1:
        others = [at for at, count in enumerate(counts) if at not in small and count]
        small |= set(sorted(others, key=lambda at: counts[at])[:1])
    return [Said(None if at in small else count) for at, count in enumerate(counts)]
