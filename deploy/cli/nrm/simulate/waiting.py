"""Waiting for what another service will hear of sooner or later."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")

PATIENCE = 120.0
FIRST_LOOK, RAREST_LOOK = 0.1, 2.0


class NeverCame(Exception):
    """What was waited for did not happen in two minutes."""


async def until(look: Callable[[], Awaitable[T | None]], what: str, *, patience: float = PATIENCE) -> T:
    """Looks again and again, less and less often, until there is something to see."""
    deadline, pause = time.monotonic() + patience, FIRST_LOOK
    while (seen := await look()) is None:
        if time.monotonic() > deadline:
            raise NeverCame(what)
        await asyncio.sleep(pause)
        pause = min(pause * 1.5, RAREST_LOOK)
    return seen
