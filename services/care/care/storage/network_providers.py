"""The providers of the contract, as far as it matters for who supports whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, and_, func, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from care.domain.allocation import FreeHouse, NetworkProvider
from care.domain.beds import Window
from care.domain.board import Use, use_on
from care.domain.booking import House
from care.domain.support_states import SUPPORTED, SupportState
from care.storage.houses import Houses
from care.storage.network_tables import provider_profile
from care.storage.tables import provider, support_case
from contracts.ids import ProviderId

OF_THE_CONTRACT = ("prime", "subcontractor")
ON_A_LIST = (*SUPPORTED, SupportState.SUSPENDED)


@dataclass(frozen=True, kw_only=True)
class Profile:
    """What a provider says of itself. Regions are our codes, languages plain words."""

    languages: Sequence[str] = ()
    regions: Sequence[str] = ()
    list_places: int | None = None


class NetworkProviders:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def profile(self, provider_id: ProviderId) -> Profile:
        query = select(provider_profile).where(provider_profile.c.provider_id == provider_id)
        row = (await self._session.execute(query)).one_or_none()
        return Profile(**_said(row)) if row else Profile()

    async def keep_profile(self, provider_id: ProviderId, profile: Profile, *, by: str, at: datetime) -> None:
        said = {"languages": list(profile.languages), "regions": list(profile.regions)}
        values = {**said, "list_places": profile.list_places, "changed_at": at, "changed_by": by}
        adding = insert(provider_profile).values(provider_id=provider_id, **values)
        await self._session.execute(adding.on_conflict_do_update(index_elements=["provider_id"], set_=values))

    async def supported_by(self, provider_id: ProviderId) -> int:
        return (await self._supported()).get(provider_id, 0)

    async def all(self, today: date) -> list[NetworkProvider]:
        """Those of the contract on that day, by name."""
        houses = await Houses(self._session).all(Window(today, today))
        supported = await self._supported()
        return [
            NetworkProvider(
                id=ProviderId(row.id),
                name=row.name,
                **_said(row),
                supported_now=supported.get(row.id, 0),
                houses=[_free(each, today) for each in houses if _is_open(each, row.id, today)],
            )
            for row in await self._session.execute(_of_the_contract(today))
        ]

    async def _supported(self) -> Mapping[str, int]:
        """People on each provider's lists now, those who are away among them."""
        case = support_case.c
        query = (
            select(case.provider_id, func.count().label("people"))
            .where(case.provider_id.is_not(None), case.state.in_(ON_A_LIST))
            .group_by(case.provider_id)
        )
        return {row.provider_id: row.people for row in await self._session.execute(query)}


def _of_the_contract(today: date) -> Select[Any]:
    known = provider.c
    return (
        select(known.id, known.name, *provider_profile.c["languages", "regions", "list_places"])
        .outerjoin(provider_profile, provider_profile.c.provider_id == known.id)
        .where(
            known.role.in_(OF_THE_CONTRACT),
            and_(
                or_(known.valid_from.is_(None), known.valid_from <= today),
                or_(known.valid_to.is_(None), known.valid_to >= today),
            ),
        )
        .order_by(known.name)
    )


def _said(row: Row[Any]) -> dict[str, Any]:
    return {
        "languages": tuple(row.languages or ()),
        "regions": tuple(row.regions or ()),
        "list_places": row.list_places,
    }


def _is_open(house: House, provider_id: str, today: date) -> bool:
    beds_in_service = any(bed.is_in_service(today) for bed in house.bedspaces)
    return house.premises.provider_id == provider_id and beds_in_service


def _free(house: House, today: date) -> FreeHouse:
    free = sum(use_on(house, bed, today) is Use.FREE for bed in house.bedspaces)
    return FreeHouse(house.premises.region, house.premises.area, free)
