"""Acts on beds and houses that can be tried, each with what it takes."""

from datetime import date
from typing import Literal

from nrm.place.strict import From, Strict, To


class Void(Strict):
    action: Literal["void"]
    bed: str
    starts_on: From
    ends_on: To
    reason: str
    emergency: bool = False


class CancelVoid(Strict):
    action: Literal["cancel_void"]
    void: str


class ChangeVoid(Strict):
    action: Literal["change_void"]
    void: str
    starts_on: From
    ends_on: To
    reason: str


class CloseBed(Strict):
    action: Literal["close_bed"]
    bed: str
    day: date


class ClosePremises(Strict):
    action: Literal["close_premises"]
    premises: str
    day: date


class ReopenBed(Strict):
    action: Literal["reopen_bed"]
    bed: str
    day: date


class Capacity(Strict):
    action: Literal["capacity"]
    premises: str
    day: date


class Occupancy(Strict):
    action: Literal["occupancy"]
    bed: str
    first: From
    last: To
