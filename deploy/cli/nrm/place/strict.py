"""What every part of a scenario has in common: nothing in it is ever ignored."""

from datetime import date, datetime, time
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

LONDON = ZoneInfo("Europe/London")


class Strict(BaseModel):
    """An unknown key is refused by its name. Ids may be written as numbers."""

    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)


def _with_zone(moment: object) -> object:
    """A time without a zone is London's."""
    if isinstance(moment, str) and len(moment) > len("2025-03-03"):
        read = datetime.fromisoformat(moment)
        return read if read.tzinfo else read.replace(tzinfo=LONDON)
    return moment


Moment = Annotated[datetime, BeforeValidator(_with_zone)]
DayOrMoment = Annotated[date | datetime, BeforeValidator(_with_zone)]


def _in_full(company: object) -> object:
    """`women_only` for "women-only" and "women"."""
    if not isinstance(company, str):
        return company
    plain = company.lower().replace("-", "_").replace(" ", "_")
    return f"{plain}_only" if plain in ("women", "men") else plain


Company = Annotated[Literal["any", "women_only", "men_only"], BeforeValidator(_in_full)]
From = Annotated[date, Field(alias="from")]
To = Annotated[date, Field(alias="to")]


def moment_at_noon(given: date | datetime) -> datetime:
    """A day without a time is meant at noon."""
    return given if isinstance(given, datetime) else datetime.combine(given, time(12), LONDON)
