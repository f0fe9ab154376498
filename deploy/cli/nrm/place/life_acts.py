"""What can happen in a life in support, as it can be tried."""

from typing import Annotated, Literal

from pydantic import Field

from nrm.place.strict import DayOrMoment, Strict

Heard = Literal[
    "decision.rg_made",
    "decision.rg_received",
    "decision.cg_made",
    "decision.cg_received",
    "decision.reconsideration_requested",
    "decision.reconsideration_accepted",
    "decision.reconsideration_refused",
    "decision.disqualified",
    "decision.withdrawn",
    "person.turned_18",
    "person.detained",
    "person.released",
    "person.missing",
    "person.found",
    "placement.no_show",
]


class Happen(Strict):
    """`outcome` is that of a decision, positive if not said."""

    action: Literal["event"]
    fact: Annotated[Heard, Field(alias="event")]
    at: DayOrMoment
    outcome: Literal["positive", "negative"] = "positive"
