"""Where a house stands: sealed with a key of its own, wrapped by a key ring that opens nothing else."""

from dataclasses import dataclass
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from care.storage.repositories import found
from care.storage.tables import premises, premises_address
from contracts.ids import PremisesId, ProviderId
from plumbing.encryption import DataKey, KeyRing, Place


@dataclass(frozen=True)
class SealedAddress:
    sealed: bytes
    wrapped_key: bytes
    key_version: int


def seal_address(address: str, premises_id: PremisesId, ring: KeyRing) -> SealedAddress:
    return _seal(address, place_of(premises_id), ring)


def seal_reason(reason: str, reveal_id: UUID, ring: KeyRing) -> SealedAddress:
    """Why somebody looked may say where: it is sealed as the address is."""
    return _seal(reason, _place_of_reason(reveal_id), ring)


def open_reason(reason: SealedAddress, reveal_id: UUID, ring: KeyRing) -> str:
    key = ring.unwrap(reason.wrapped_key, reason.key_version, reveal_id)
    return key.open(reason.sealed, _place_of_reason(reveal_id))


def _seal(words: str, place: Place, ring: KeyRing) -> SealedAddress:
    key = DataKey(AESGCM.generate_key(256))
    version, wrapped = ring.wrap(key, place.row)
    return SealedAddress(key.seal(words, place), wrapped, version)


def _place_of_reason(reveal_id: UUID) -> Place:
    return Place("address_reveal", "sealed_reason", reveal_id)


def open_address(address: SealedAddress, premises_id: PremisesId, ring: KeyRing) -> str:
    """Raises CannotOpen for an address moved from another house, or with another ring."""
    key = ring.unwrap(address.wrapped_key, address.key_version, premises_id)
    return key.open(address.sealed, place_of(premises_id))


def place_of(premises_id: UUID) -> Place:
    return Place("premises_address", "sealed", premises_id)


class Addresses:
    """Reading one is an act of its own, with a reason that is kept: `disclosing.reveal_address`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def keep(self, premises_id: PremisesId, address: SealedAddress) -> None:
        row = {"premises_id": premises_id, **vars(address)}
        await self._session.execute(insert(premises_address).values(row).on_conflict_do_nothing())

    async def get(self, premises_id: PremisesId) -> SealedAddress:
        address = premises_address.c
        query = select(address.sealed, address.wrapped_key, address.key_version).where(
            address.premises_id == premises_id
        )
        row = found((await self._session.execute(query)).mappings().one_or_none(), "address")
        return SealedAddress(**row)

    async def provider_of(self, premises_id: PremisesId) -> ProviderId:
        query = select(premises.c.provider_id).where(premises.c.id == premises_id)
        return ProviderId(found(await self._session.scalar(query), "premises"))

    async def code_of(self, premises_id: PremisesId) -> str:
        query = select(premises.c.code).where(premises.c.id == premises_id)
        code: str | None = await self._session.scalar(query)
        return found(code, "premises")
