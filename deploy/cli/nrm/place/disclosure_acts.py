"""Acts about who may see what that can be tried, each with what it takes."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from care.domain.disclosure import Asker
from nrm.place.named import code_of
from nrm.place.strict import Strict

ASKERS = {"sca": Asker.COMPETENT_AUTHORITY, "home_office": Asker.COMPETENT_AUTHORITY}


def _asker(name: object) -> object:
    """The authority goes by several names; whoever is not told apart in care is one of the others."""
    code = str(code_of(name))
    known = {asker.value: asker for asker in Asker} | ASKERS
    return next((asker for begun, asker in known.items() if code.startswith(begun)), Asker.OTHER)


class DisclosureRequest(Strict):
    action: Literal["disclosure_request"]
    asker: Annotated[Asker, BeforeValidator(_asker)]
    items: tuple[str, ...]


class SendLetter(Strict):
    action: Literal["send_letter"]
    to_address_safe: bool


class ReadAddress(Strict):
    """Without a number of hours the journey is not done."""

    action: Literal["read_address"]
    role: Annotated[str, BeforeValidator(code_of)]
    journey_done_hours_ago: Annotated[float, Field(ge=0)] | None = None
