"""Whole people from shares: largest remainders, with what was rounded off carried into the next group.

Quotas and not draws of chance, because the numbers are small: 200 random draws miss a share of one half by
seven as often as not, quotas by less than one. Chance is left to decide who, not how many.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Generic, TypeVar

K = TypeVar("K")


@dataclass
class Apportioning(Generic[K]):
    """Groups are shared out one after another; over all of them each category comes out within about one."""

    chance: Random
    carried: dict[K, float] = field(default_factory=dict)

    def share_out(self, count: int, shares: Mapping[K, float]) -> dict[K, int]:
        """`count` people over categories in proportion to their shares."""
        whole = sum(shares.values())
        possible = [category for category, share in shares.items() if share > 0]
        self.chance.shuffle(possible)  # who comes first wins a tie
        wanted = {each: count * shares[each] / whole + self.carried.get(each, 0) for each in possible}
        given = dict.fromkeys(possible, 0)
        for _ in range(count):
            most_wanted = max(possible, key=lambda each: wanted[each] - given[each])
            given[most_wanted] += 1
        self.carried.update({each: wanted[each] - given[each] for each in possible})
        return {each: number for each, number in given.items() if number}
