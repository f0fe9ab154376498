"""How often somebody may knock. Each process counts for itself: n web processes let in n times as much."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from math import ceil
from time import time
from typing import Any

from fastapi import Depends, Request
from limits import RateLimitItem, parse
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter

from plumbing.languages import N_
from plumbing.problems import Problem


class RateLimits:
    """The portal's limits by name, such as `{"send": "30/minute"}`."""

    def __init__(self, limits: Mapping[str, str]) -> None:
        self._items: dict[str, RateLimitItem] = {name: parse(limit) for name, limit in limits.items()}
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    async def has_room(self, name: str, who: str) -> bool:
        """Counts once more, unless that would be too often."""
        return await self._limiter.hit(self._items[name], name, who)

    async def count(self, name: str, who: str) -> None:
        item = self._items[name]
        if not await self.has_room(name, who):
            window = await self._limiter.get_window_stats(item, name, who)
            wait = max(1, ceil(window.reset_time - time()))
            raise Problem(
                HTTPStatus.TOO_MANY_REQUESTS,
                N_("You have done this too often. Wait a little and try again."),
                headers={"Retry-After": str(wait)},
            )


@dataclass(frozen=True)
class Limited:
    """A dependency: counts each user, and where nobody is signed in, each address."""

    limit: str

    async def __call__(self, request: Request) -> None:
        if request.state.user is None:
            await count_stranger(request, self.limit)
        else:
            await _limits(request).count(self.limit, str(request.state.user.id))


def limited(name: str) -> Any:
    return Depends(Limited(name))


async def count_stranger(request: Request, name: str) -> None:
    """Counts the address, for want of a user."""
    await _limits(request).count(name, request.client.host if request.client else "unknown")


def _limits(request: Request) -> RateLimits:
    limits: RateLimits = request.app.state.rate_limits
    return limits
