"""The providers' part: first contact and assessment, then a bed offered, accepted, confirmed, moved into."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from random import Random
from uuid import uuid4

from care.domain.assessments import MINIMUM, Kind
from nrm.simulate.staff import Staff
from nrm.simulate.story import Story
from nrm.simulate.visitor import Json, MovedOn
from nrm.simulate.waiting import until

REGIONS = (
    ("london", "south-east", "east-of-england", "south-west"),
    ("west-midlands", "east-midlands", "north-west", "wales"),
    ("yorkshire-and-the-humber", "north-east"),
)
EMERGENCY = {
    "is_emergency": "yes",
    "grounds": ["destitute"],
    "council_help": "not_in_time",
    "council_reason": "Made up",
}
GENDERS = {"female": "woman", "male": "man"}
LONGEST_STAY = 60


@dataclass
class Support:
    """One person's way through support. Steps go by what the portal says, so each may be tried again."""

    story: Story
    staff: Staff
    today: date
    seed: int

    @cached_property
    def _chance(self) -> Random:
        return Random(f"{self.seed}/{self.story.drawn.number}/support")

    @cached_property
    def _is_emergency(self) -> bool:
        return self._chance.random() < 0.4

    @property
    def _path(self) -> str:
        return f"/v1/support-cases/{self.story.support_case_id}"

    async def begin(self) -> None:
        """First contact and assessment; somebody with nowhere to go is placed before any decision."""
        await self._await_case()
        await until(self._talk, "first contact")
        self.story.mark("supported")
        if self._is_emergency:
            await self._place()

    async def go_on(self) -> None:
        """After a positive decision; support begins when it has been heard of."""
        if self.story.outcome != "positive" or self.story.has_arrived:
            return
        await until(self._has_started, "the start of support")
        await self._place()

    async def _await_case(self) -> None:
        async def look() -> str | None:
            found = await self.staff.prime.get("/v1/support-cases", referral_id=self.story.referral_id)
            return found["items"][0]["id"] if found["items"] else None

        self.story.support_case_id = await until(look, "the support case")

    async def _talk(self) -> bool | None:
        case = await self._case()
        try:
            if case["contact_made_at"] is None:
                await self.staff.prime.post(f"{self._path}/contact")
            elif case["assessed_at"] is None:
                await self.staff.prime.post(f"{self._path}/assessment", self._found())
            else:
                return True
        except MovedOn:
            return None
        return None

    def _found(self) -> Json:
        gender = self.story.drawn.gender
        shares = "women_only" if gender == "female" and self._chance.random() < 0.5 else "any"
        return {
            **{f"said_{part}": "Made up" for part in MINIMUM[Kind.INITIAL]},
            **(EMERGENCY if self._is_emergency else {"is_emergency": "no"}),
            "method": "telephone",
            "language": "English",
            "living": "nowhere",
            "is_suitable": "no",
            "gender": GENDERS.get(gender, "other"),
            "preference": shares,
            "is_shared": "yes",
        }

    async def _has_started(self) -> bool | None:
        return True if (await self._case())["state"] == "recovery" else None

    async def _case(self) -> Json:
        return await self.staff.prime.get(self._path)

    async def _place(self) -> None:
        """Where no bed is free the person stays on the list of those waiting."""
        await until(self._take_next_step, "the placement")
        if self.story.has_arrived:
            self.story.mark("placed")

    async def _take_next_step(self) -> bool | None:
        """True when there is nothing more to do."""
        case = await self._case()
        if case["placement_id"] is None:
            return await self._offer_any_bed()
        placement = await self.staff.prime.get(f"/v1/placements/{case['placement_id']}")
        if placement["state"] == "in_residence":
            self.story.has_arrived = True
            return True
        await self._move_on(placement)
        return None

    async def _offer_any_bed(self) -> bool | None:
        stay = timedelta(days=self._chance.randint(14, LONGEST_STAY))
        for regions in self._chance.sample(REGIONS, len(REGIONS)):
            if beds := await self._search(regions, stay):
                await self._offer(self._chance.choice(beds), stay)
                return None
        return True

    async def _search(self, regions: tuple[str, ...], stay: timedelta) -> Json:
        found = await self.staff.prime.get(
            "/v1/beds/search",
            support_case_id=self.story.support_case_id,
            starts_on=self.today.isoformat(),
            days=stay.days,
            region=list(regions),
        )
        return found["items"]

    async def _offer(self, bed: Json, stay: timedelta) -> None:
        """Somebody else may take the bed meanwhile; then we search again."""
        offer = {
            "bedspace_id": bed["bedspace_id"],
            "arrival_on": self.today.isoformat(),
            "departure_on": (self.today + stay - timedelta(days=1)).isoformat(),
            "accepted_by": ["person"],
            "is_local_connection_explained": True,
        }
        try:
            await self.staff.prime.post(f"{self._path}/offers", offer, key=str(uuid4()))
        except MovedOn:
            return

    async def _move_on(self, placement: Json) -> None:
        provider = self.staff.of_provider(placement["provider_id"])
        path = f"/v1/placements/{placement['id']}"
        try:
            match placement["state"]:
                case "offered":
                    await provider.post(f"/v1/offers/{placement['offer_id']}/accept", {"side": "provider"})
                case "provisional":
                    await provider.post(f"{path}/confirm")
                case "confirmed":
                    await provider.post(f"{path}/arrive", {"arrival_on": self.today.isoformat()})
        except MovedOn:
            return
