"""When a way of paying fails: what is used instead, and whom we look for (MO-13)."""

from dataclasses import dataclass
from enum import StrEnum


class Channel(StrEnum):
    PREPAID_CARD = "prepaid_card"
    CASH = "cash"


@dataclass(frozen=True, kw_only=True)
class OutageAnswer:
    """Nobody is entitled to more or less because a card does not work."""

    fallback: Channel | None
    outreach_list_created: bool
    entitlements_changed: bool = False


def channel_outage(channel: Channel) -> OutageAnswer:
    """Cash is the fallback for cards, and has none itself."""
    fallback = Channel.CASH if channel is Channel.PREPAID_CARD else None
    return OutageAnswer(fallback=fallback, outreach_list_created=fallback is not None)
