"""Sets a scene: houses, people, stays and voids as if they had come about by the usual ways."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.dialects.postgresql import insert

from care.domain.beds import Bedspace, GenderPolicy, Premises, Void, VoidId, occupied_until
from care.domain.missing_people import EpisodeId, MissingEpisode, release_allowed_from
from care.domain.people import Gender, PersonId, Preference
from care.domain.placement import Absence, Placement, PlacementState
from care.domain.rulebook import CareRules
from care.domain.support import SupportCase
from care.domain.support_states import SupportState
from care.storage import UnitOfWork, tables
from contracts.ids import BedspaceId, PlacementId, PremisesId, ProviderId, ReferralId, SupportCaseId
from nrm.place.life_acts import Happen
from nrm.place.lived import lived_until
from nrm.place.named import code_named
from nrm.place.scenario import GivenCase, GivenPlacement, Scenario
from nrm.place.stage import Names, NotInScene

BEFORE = timedelta(days=10)  # when the people of a scene came to care
NOBODY_NAMED = "the person"


@dataclass
class Scene:
    scenario: Scenario
    rules: CareRules
    names: Names
    at: datetime

    async def set(self, uow: UnitOfWork) -> None:
        await self._providers(uow)
        for things in (list(self._houses()), list(self._beds()), list(self._voids())):
            uow.session.add_all(things)
            await uow.session.flush()
        await self._people(uow)
        uow.session.add_all(list(self._placements()))
        await uow.session.flush()
        uow.session.add_all(list(self._episodes()))

    async def _providers(self, uow: UnitOfWork) -> None:
        """Scenarios may invent organisations."""
        given = self.scenario.given
        row = dict.fromkeys(("name", "role", "regions_seen", "source", "confidence"), "a scenario")
        names = {given.actor.provider, *(house.provider for house in given.premises.values())}
        values = [row | {"id": name} for name in sorted(names)]
        await uow.session.execute(insert(tables.provider).values(values).on_conflict_do_nothing())

    def _houses(self) -> Iterator[Premises]:
        for name, given in self.scenario.given.premises.items():
            days = self.rules.number("turnaround_days") if given.turnaround is None else given.turnaround
            yield Premises(
                id=PremisesId(self.names.give("premises", name)),
                provider_id=ProviderId(given.provider),
                code=name,
                region=code_named(self.rules.lists.regions, given.region),
                area=given.area,
                gender_policy=GenderPolicy(given.gender_policy),
                turnaround_days=days,
                features=self._features(given.features),
            )

    def _beds(self) -> Iterator[Bedspace]:
        for given in self.scenario.given.beds:
            house = self.scenario.given.premises.get(given.premises)
            if house is None:
                raise NotInScene("premises", given.premises)
            yield Bedspace(
                id=BedspaceId(self.names.give("bed", given.id)),
                premises_id=PremisesId(self.names.known("premises", given.premises)),
                provider_id=ProviderId(house.provider),
                code=given.id,
                in_service_from=given.opens_on,
                in_service_to=given.closes_on,
                features=self._features(given.features),
            )

    def _voids(self) -> Iterator[Void]:
        for given in self.scenario.given.voids:
            yield Void(
                id=VoidId(self.names.give("void", given.id)),
                bedspace_id=BedspaceId(self.names.known("bed", given.bed)),
                provider_id=self._house_of(given.bed)[1],
                starts_on=given.starts_on,
                ends_on=given.ends_on,
                reason=code_named(self.rules.lists.void_reasons, given.reason),
                is_cancelled=given.cancelled,
            )

    async def _people(self, uow: UnitOfWork) -> None:
        cases = list(self._cases())
        referrals = [{"referral_id": case.referral_id} for case in cases]
        await uow.session.execute(insert(tables.intake).values(referrals))
        uow.session.add_all(cases)
        await uow.session.flush()

    def _cases(self) -> Iterator[SupportCase]:
        acted_upon = self.scenario.given.case
        who = person_acted_upon(self.scenario)
        yield self._case(who, acted_upon)
        others = {person_of(self.scenario, given) for given in self.scenario.given.placements}
        others |= {request.person for request in getattr(self.scenario.when, "requests", ())}
        for person in sorted(others - {who}):
            yield self._case(person, GivenCase())

    def _case(self, person: str, given: GivenCase) -> SupportCase:
        since = self.at - BEFORE
        return SupportCase(
            id=SupportCaseId(self.names.give("case", person)),
            referral_id=ReferralId(self.names.give("referral", person)),
            person_id=PersonId(self.names.give("person", person)),
            reference=person,
            nation="england",
            region=None,
            is_adult=given.adult,
            has_consented=given.consent_support,
            has_safe_contact=True,
            is_interpreter_needed=False,
            is_still_exploited=False,
            consent_at=since,
            opened_at=since,
            contact_due_at=self.rules.contact_due(since).expires_at,
            contact_made_at=since,
            **lived_until(given.state, since),
            support_end_on=given.support_end_on,
            preference=Preference(given.preference),
            gender=Gender(given.gender) if given.gender else None,
            avoid_areas=list(given.avoid_areas),
        )

    def _placements(self) -> Iterator[Placement]:
        for given in self.scenario.given.placements:
            premises, provider = self._house_of(given.bed)
            yield Placement(
                bedspace_id=BedspaceId(self.names.known("bed", given.bed)),
                premises_id=PremisesId(self.names.known("premises", premises)),
                provider_id=provider,
                region=code_named(self.rules.lists.regions, self.scenario.given.premises[premises].region),
                **self._stay(given, premises),
            )

    def _stay(self, given: GivenPlacement, premises: str) -> dict[str, Any]:
        person = person_of(self.scenario, given)
        turnaround = self._turnaround(given, premises)
        return {
            "id": PlacementId(self.names.give("placement", given.id)),
            "offer_id": None,
            "referral_id": self.names.known("referral", person),
            "support_case_id": SupportCaseId(self.names.known("case", person)),
            "person_id": PersonId(self.names.known("person", person)),
            "arrival_on": given.arrival,
            "departure_on": given.departure,
            "turnaround_days": turnaround,
            "occupied_until": occupied_until(given.departure, turnaround, self.rules.working_days),
            "state": given.state,
            **_away(given.state, self.at - BEFORE),
            "gender": Gender(given.gender) if given.gender else None,
            "required_features": self._features(given.required),
        }

    def _turnaround(self, given: GivenPlacement, premises: str) -> int:
        """The newest counts; without one, that of the house."""
        if given.turnarounds:
            return given.turnarounds[-1]
        of_house = self.scenario.given.premises[premises].turnaround
        usual = self.rules.number("turnaround_days") if of_house is None else of_house
        return usual if given.turnaround is None else given.turnaround

    def _episodes(self) -> Iterator[MissingEpisode]:
        """Whose support is suspended has gone missing, from their bed if they have one."""
        if self.scenario.given.case.state is SupportState.SUSPENDED:
            since = self.at - BEFORE
            person = person_acted_upon(self.scenario)
            yield MissingEpisode(
                id=EpisodeId(self.names.give("episode", person)),
                support_case_id=SupportCaseId(self.names.known("case", person)),
                referral_id=self.names.known("referral", person),
                provider_id=ProviderId(self.scenario.given.actor.provider),
                last_seen_at=since,
                noticed_at=since,
                noticed_by="a scenario",
                bed_kept_until=release_allowed_from(since, self.rules),
                rule="CARE-BED-HOLD",
                policy_version="a scenario",
            )

    def _house_of(self, bed: str) -> tuple[str, ProviderId]:
        for given in self.scenario.given.beds:
            if given.id == bed:
                return given.premises, ProviderId(self.scenario.given.premises[given.premises].provider)
        raise NotInScene("bed", bed)

    def _features(self, names: tuple[str, ...]) -> list[str]:
        return [code_named(self.rules.lists.features, name) for name in names]


def _away(state: PlacementState, since: datetime) -> dict[str, Any]:
    """Why somebody is away is not said in a scene."""
    is_away = state is PlacementState.ABSENT
    return {"absence": Absence.MISSING, "absent_since": since} if is_away else {}


def person_acted_upon(scenario: Scenario) -> str:
    """Whoever the case names, else the person of the act's placement, else somebody new."""
    if scenario.given.case.person:
        return scenario.given.case.person
    acted_upon = _placement_acted_upon(scenario)
    return acted_upon.person or NOBODY_NAMED if acted_upon else NOBODY_NAMED


def _placement_acted_upon(scenario: Scenario) -> GivenPlacement | None:
    """For what happens in a life, the only placement there is."""
    placements = scenario.given.placements
    if isinstance(scenario.when, Happen):
        return placements[0] if len(placements) == 1 else None
    wanted = getattr(scenario.when, "placement", None)
    return next((each for each in placements if each.id == wanted), None)


def person_of(scenario: Scenario, given: GivenPlacement) -> str:
    """Who is not named is somebody else for each placement, but for the one that is acted upon."""
    if given.person:
        return given.person
    is_acted_upon = given == _placement_acted_upon(scenario)
    return person_acted_upon(scenario) if is_acted_upon else f"the person of {given.id}"
