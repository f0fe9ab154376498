"""Choosing which provider supports a person, and what providers say of themselves for it."""

from dataclasses import dataclass
from uuid import UUID

from care.commands.lives import By, record
from care.domain.allocation import Allocation, AllocationNeed, allocate, check_choice, choices
from care.domain.distance import neighbours_as_shipped
from care.domain.refusals import Code, Refused
from care.domain.support import SupportCase
from care.storage import UnitOfWork
from care.storage.network_providers import Profile
from care.storage.repositories import found
from clocks.days import london_day
from contracts.ids import ProviderId, SupportCaseId


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """`language` is the one the person needs; empty for none in particular."""

    id: UUID
    provider_id: ProviderId
    language: str = ""
    why_not_first: str = ""


def need_of(case: SupportCase, language: str) -> AllocationNeed:
    return AllocationNeed(home=case.region, language=language, avoid_areas=tuple(case.avoid_areas))


async def allocate_provider(uow: UnitOfWork, case_id: SupportCaseId, chosen: Chosen, by: By) -> None:
    """Judged again as things stand now. Whoever lives in a house is supported by its provider."""
    if not by.actor.is_prime:
        raise Refused(Code.FORBIDDEN)
    case = await uow.cases.locked(case_id)
    if await uow.lives.lives_in_house(case_id):
        raise Refused(Code.WRONG_STATE)
    made = await _made(uow, case, chosen, by)
    events = allocate(case, chosen.provider_id, at=by.at)
    uow.network.add(made)
    await uow.session.flush()
    if chosen.why_not_first.strip():
        await uow.texts.keep(case, made.id, {"why_not_first": chosen.why_not_first}, at=by.at)
    await record(uow, case, "provider_allocated", by, events)


async def _made(uow: UnitOfWork, case: SupportCase, chosen: Chosen, by: By) -> Allocation:
    ranked = choices(
        need_of(case, chosen.language),
        await uow.network_providers.all(london_day(by.at)),
        neighbours_as_shipped(),
    )
    places = (place for place, each in enumerate(ranked) if each.provider.id == chosen.provider_id)
    place = found(next(places, None), "provider of the contract")
    check_choice(ranked[place], is_first=place == 0, why_not_first=chosen.why_not_first)
    return Allocation(
        id=chosen.id,
        support_case_id=case.id,
        referral_id=case.referral_id,
        provider_id=chosen.provider_id,
        earlier_provider_id=case.provider_id,
        language=chosen.language,
        home=case.region,
        place_in_order=place + 1,
        reasons=[reason.value for reason in ranked[place].reasons],
        allocated_at=by.at,
        allocated_by=by.actor.user,
    )


async def keep_profile(uow: UnitOfWork, profile: Profile, by: By) -> None:
    """A manager says what their own provider can do."""
    if not by.actor.is_manager:
        raise Refused(Code.FORBIDDEN)
    known = {region.code for region in by.rules.lists.regions}
    if not known.issuperset(profile.regions):
        raise Refused(Code.NO_REGION)
    own = by.actor.provider_id
    await uow.network_providers.keep_profile(own, profile, by=by.actor.user, at=by.at)
    detail = {"languages": ", ".join(profile.languages), "regions": ", ".join(profile.regions)}
    detail["list_places"] = "" if profile.list_places is None else str(profile.list_places)
    uow.audit.add(action="provider_profile_kept", actor=by.actor.user, subject=own, at=by.at, detail=detail)
