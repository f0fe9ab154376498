"""Questions about leaving support that can be tried, each with what it takes."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from care.domain.exit_dates import ExitBasis, Turn
from nrm.place.named import code_of
from nrm.place.strict import Strict


def _without_prefix(name: object) -> object:
    """`decision.reconsideration_accepted` says the same as the part after the dot."""
    return name.removeprefix("decision.") if isinstance(name, str) else name


def _outcome(name: object) -> object:
    """`positive_cg` says the same as "positive" where only that decision is asked for."""
    return name.removesuffix("_cg") if isinstance(name, str) else name


Outcome = Annotated[Literal["positive", "negative"], BeforeValidator(_outcome)]


class Then(Strict):
    event: Annotated[Turn, BeforeValidator(_without_prefix)]
    day: date


class ExitDate(Strict):
    action: Literal["exit_date"]
    outcome: ExitBasis
    decided_on: date
    received_on: date | None = None
    then: tuple[Then, ...] = ()


class ExtensionRequest(Strict):
    action: Literal["extension_request"]
    by: Annotated[str, BeforeValidator(code_of)]
    days: int
    exceptional: bool = False
    sent_on: date
    exit_on: date
    late_reason: str | None = None


class ReachInEligible(Strict):
    action: Literal["reach_in_eligible"]
    outcome: Annotated[Outcome, Field(alias="cg")]
    exits: tuple[date, ...]


class RecoveryMinimum(Strict):
    action: Literal["recovery_minimum"]
    rg_decided: tuple[date, ...]


class PostExitServices(Strict):
    action: Literal["post_exit_services"]
    outcome: Annotated[Outcome, Field(alias="cg")]
    exit_on: date
