"""Who is involved in a support case: whose id it is, what they prefer, and who acts."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType
from uuid import UUID

from contracts.ids import ProviderId

PersonId = NewType("PersonId", UUID)

PRIME_PROVIDER = ProviderId("TSA")


class Preference(StrEnum):
    """With whom the person wants to share a house."""

    ANY = "any"
    WOMEN_ONLY = "women_only"
    MEN_ONLY = "men_only"


class Gender(StrEnum):
    WOMAN = "woman"
    MAN = "man"
    OTHER = "other"


@dataclass(frozen=True)
class Actor:
    """Who asks. The prime may act on all premises, everybody else on their own organisation's (PL-13)."""

    provider_id: ProviderId
    is_prime: bool = False
    user: str = "nobody"
    is_manager: bool = False  # of their provider

    def may_act_on(self, provider_id: ProviderId) -> bool:
        return self.is_prime or self.provider_id == provider_id


TIME_ITSELF = Actor(PRIME_PROVIDER, is_prime=True, user="time")  # what happens when nobody acts
