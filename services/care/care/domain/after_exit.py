"""What there is for somebody after they have left support (EX-16)."""

from datetime import date
from enum import StrEnum

from care.domain.rulebook import CareRules
from clocks.months import months_after


class PostExitService(StrEnum):
    REACH_IN = "reach_in"
    DROP_IN = "drop_in"


def is_reach_in_eligible(rules: CareRules, *, is_confirmed_victim: bool, exit_on: date) -> bool:
    return is_confirmed_victim and exit_on >= rules.day("reach_in_from")


def post_exit_services(
    rules: CareRules, *, is_confirmed_victim: bool, exit_on: date
) -> tuple[PostExitService, ...]:
    """Drop-in services were planned and are behind a setting: whether they ever ran is not confirmed."""
    found: list[PostExitService] = []
    if is_reach_in_eligible(rules, is_confirmed_victim=is_confirmed_victim, exit_on=exit_on):
        found.append(PostExitService.REACH_IN)
    if is_confirmed_victim and rules.is_on("drop_in_enabled"):
        found.append(PostExitService.DROP_IN)
    return tuple(found)


def drop_in_until(rules: CareRules, exit_on: date) -> date:
    return months_after(exit_on, rules.number("drop_in_months"))
