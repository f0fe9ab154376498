"""A scenario as written: the day, what is there, and the one act that is tried."""

from datetime import date, datetime
from functools import partial
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from care.domain.placement import PlacementState
from care.domain.support import SupportState
from nrm.place.acts import Act
from nrm.place.named import state_named
from nrm.place.strict import Company, DayOrMoment, From, Strict, To, moment_at_noon

Policy = Literal["mixed", "men_only", "women_only"]
GENDERS = {"male": "man", "female": "woman", "men": "man", "women": "woman"}
Gender = Annotated[
    Literal["man", "woman", "other"], BeforeValidator(lambda name: GENDERS.get(str(name), name))
]
PlacedAs = Annotated[PlacementState, BeforeValidator(partial(state_named, PlacementState))]
SupportedAs = Annotated[SupportState, BeforeValidator(partial(state_named, SupportState))]
Turnaround = Annotated[int, Field(ge=0)]


class GivenPremises(Strict):
    provider: str = "HEST"
    region: str = "London"
    area: str = "LDN-A"
    gender_policy: Policy = "mixed"
    turnaround: Turnaround | None = None
    features: tuple[str, ...] = ()


class GivenBed(Strict):
    id: str
    premises: str
    opens_on: From = date(2024, 1, 1)
    closes_on: Annotated[date | None, Field(alias="to")] = None
    features: tuple[str, ...] = ()


class GivenPlacement(Strict):
    id: str
    bed: str
    person: str | None = None
    state: PlacedAs = PlacementState.CONFIRMED
    arrival: date
    departure: date
    turnaround: Annotated[Turnaround | None, Field(alias="T")] = None
    turnarounds: Annotated[tuple[Turnaround, ...], Field(alias="T_history")] = ()
    gender: Gender | None = None
    required: tuple[str, ...] = ()


class GivenVoid(Strict):
    id: str
    bed: str
    starts_on: From
    ends_on: To
    reason: str = "deep clean"
    cancelled: bool = False


class GivenCase(Strict):
    """The person acted upon. Without a name, it is whoever the act's placement is for."""

    id: str = "the case"
    person: str | None = None
    adult: bool = True
    consent_support: bool = True
    state: SupportedAs = SupportState.RECOVERY
    avoid_areas: tuple[str, ...] = ()
    preference: Company = "any"
    gender: Gender | None = None
    support_end_on: date | None = None


class GivenActor(Strict):
    """A role that Place does not know is that of somebody who works for the provider."""

    role: str = "prime_network"
    provider: str = "TSA"

    @property
    def is_prime(self) -> bool:
        return self.role.startswith("prime")


class Given(Strict):
    premises: dict[str, GivenPremises] = Field(default_factory=dict)
    beds: tuple[GivenBed, ...] = ()
    placements: tuple[GivenPlacement, ...] = ()
    voids: tuple[GivenVoid, ...] = ()
    case: GivenCase = GivenCase()
    actor: GivenActor = GivenActor()
    config: dict[str, bool | int | date] = Field(default_factory=dict)
    bank_holidays: tuple[date, ...] | None = None


class Scenario(Strict):
    name: str | None = None
    today: DayOrMoment
    given: Given = Given()
    when: Act

    @property
    def at(self) -> datetime:
        return moment_at_noon(self.today)
