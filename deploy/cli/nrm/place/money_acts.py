"""Questions about money that can be tried, each with what it takes."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from care.domain.money.outage import Channel
from care.domain.money.rates import Situation
from nrm.place.named import code_of
from nrm.place.strict import From, Strict, To

SituationName = Annotated[Situation, BeforeValidator(lambda name: str(name).upper())]
Pounds = Annotated[Decimal, Field(ge=0)]


class Child(Strict):
    dob: date


class EntitlementStart(Strict):
    action: Literal["entitlement_start"]
    registered_on: date | None = None
    accommodated_on: date | None = None
    rg_on: date | None = None


class Weekly(Strict):
    action: Literal["weekly"]
    day: date
    situation: SituationName
    asylum_weekly: Pounds | None = None
    children: tuple[Child, ...] = ()


class ChildAddition(Strict):
    action: Literal["child_addition"]
    dob: date
    day: tuple[date, ...]


class BackPayment(Strict):
    action: Literal["back_payment"]
    first: From
    last: To
    situation: SituationName
    paid_total_weekly: Pounds


def _channel(name: object) -> object:
    """The only cards there are are prepaid."""
    code = code_of(name)
    return Channel.PREPAID_CARD if code in ("card", "cards", "prepaid_cards") else code


class ChannelOutage(Strict):
    action: Literal["channel_outage"]
    channel: Annotated[Channel, BeforeValidator(_channel)]
    first: From
    last: To
