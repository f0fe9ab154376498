"""The settings of all three services of one installation."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from care.settings import CareSettings
from decision.settings import DecisionSettings
from plumbing.settings import ServiceSettings
from referral.settings import ReferralSettings


@dataclass(frozen=True)
class ServicesSettings:
    referral: ReferralSettings
    decision: DecisionSettings
    care: CareSettings

    @classmethod
    def of(cls, values: Mapping[str, Mapping[str, str]]) -> "ServicesSettings":
        return cls(
            referral=_read(ReferralSettings, values["referral"]),
            decision=_read(DecisionSettings, values["decision"]),
            care=_read(CareSettings, values["care"]),
        )


S = TypeVar("S", bound=ServiceSettings)


def _read(kind: type[S], values: Mapping[str, str]) -> S:
    """What is not said here may still come from the environment, as it does for a service of its own."""
    return kind(**values)  # type: ignore[arg-type]  # text throughout, as in an environment
