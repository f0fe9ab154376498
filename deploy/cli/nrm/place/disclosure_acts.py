"""Acts about who may see what that can be tried, each with what it takes."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from care.domain.disclosure import Asker
from nrm.place.named import code_of
from nrm.place.strict import Strict


class DisclosureRequest(Strict):
    action: Literal["disclosure_request"]
    asker: Annotated[Asker, BeforeValidator(code_of)]
    items: tuple[str, ...]


class SendLetter(Strict):
    action: Literal["send_letter"]
    to_address_safe: bool


class ReadAddress(Strict):
    """Without a number of hours the journey is not done."""

    action: Literal["read_address"]
    role: Annotated[str, BeforeValidator(code_of)]
    journey_done_hours_ago: Annotated[float, Field(ge=0)] | None = None
