"""Where a house stands: sealed with a key of its own, wrapped by a key ring that opens nothing else."""

from dataclasses import dataclass
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from care.storage.tables import premises_address
from contracts.ids import PremisesId
from plumbing.encryption import DataKey, KeyRing, Place


@dataclass(frozen=True)
class SealedAddress:
    sealed: bytes
    wrapped_key: bytes
    key_version: int


def seal_address(address: str, premises_id: PremisesId, ring: KeyRing) -> SealedAddress:
    key = DataKey(AESGCM.generate_key(256))
    version, wrapped = ring.wrap(key, premises_id)
    return SealedAddress(key.seal(address, place_of(premises_id)), wrapped, version)


def open_address(address: SealedAddress, premises_id: PremisesId, ring: KeyRing) -> str:
    """Raises CannotOpen for an address moved from another house, or with another ring."""
    key = ring.unwrap(address.wrapped_key, address.key_version, premises_id)
    return key.open(address.sealed, place_of(premises_id))


def place_of(premises_id: UUID) -> Place:
    return Place("premises_address", "sealed", premises_id)


class Addresses:
    """Write only, as far as the application's roles go: reading will be an act of its own."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def keep(self, premises_id: PremisesId, address: SealedAddress) -> None:
        row = {"premises_id": premises_id, **vars(address)}
        await self._session.execute(insert(premises_address).values(row).on_conflict_do_nothing())
