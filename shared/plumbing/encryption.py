"""Personal fields at rest: a data key for each case, wrapped by a key that lives outside the database.

AES-256-GCM throughout. A sealed field opens only in the place it was sealed for (table, column, row,
version), so a value copied elsewhere by somebody with database access is refused.
"""

import base64
import json
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import CursorResult, Table, delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

_FORMAT = b"\x01"
_NONCE = 12


class CannotOpen(Exception):
    """The value was sealed for another place, with another key, or has been changed."""


@dataclass(frozen=True)
class Place:
    """Where a sealed value belongs."""

    table: str
    column: str
    row: UUID
    version: int = 1

    def associated_data(self) -> bytes:
        return f"{self.table}|{self.column}|{self.row}|{self.version}".encode()


@dataclass(frozen=True)
class DataKey:
    """Seals and opens one case's personal fields."""

    secret: bytes

    def seal(self, plain: str, place: Place) -> bytes:
        return _seal(self.secret, plain.encode(), place.associated_data())

    def open(self, sealed: bytes, place: Place) -> str:
        return _open(self.secret, sealed, place.associated_data()).decode()

    def seal_bytes(self, plain: bytes, place: Place) -> bytes:
        return _seal(self.secret, plain, place.associated_data())

    def open_bytes(self, sealed: bytes, place: Place) -> bytes:
        return _open(self.secret, sealed, place.associated_data())

    def seal_json(self, value: Any, place: Place) -> bytes:
        return self.seal(json.dumps(value, ensure_ascii=False), place)

    def open_json(self, sealed: bytes, place: Place) -> Any:
        return json.loads(self.open(sealed, place))


@dataclass(frozen=True)
class KeyRing:
    """Key-encryption keys by version. New data keys are wrapped with the current one; old ones still open."""

    current: int
    keys: dict[int, bytes]

    @classmethod
    def from_file(cls, path: Path) -> "KeyRing":
        held = json.loads(path.read_text("utf-8"))
        keys = {int(version): base64.b64decode(key) for version, key in held["keys"].items()}
        return cls(int(held["current"]), keys)

    @classmethod
    def create(cls, path: Path) -> "KeyRing":
        """Makes a new ring in a file only its owner can read."""
        content = {"current": 1, "keys": {"1": base64.b64encode(os.urandom(32)).decode()}}
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            json.dump(content, file)
        return cls.from_file(path)

    def wrap(self, key: DataKey, owner: UUID) -> tuple[int, bytes]:
        return self.current, _seal(self.keys[self.current], key.secret, owner.bytes)

    def unwrap(self, wrapped: bytes, version: int, owner: UUID) -> DataKey:
        return DataKey(_open(self.keys[version], wrapped, owner.bytes))


class DataKeys:
    """The data keys of one database. Destroying one makes all it sealed unreadable, backups included."""

    def __init__(self, session: AsyncSession, table: Table, ring: KeyRing) -> None:
        self._session = session
        self._table = table
        self._ring = ring
        self._opened: dict[UUID, DataKey] = {}

    async def make(self, owner: UUID, *, at: datetime) -> DataKey:
        """The owner's key, made now if there is none."""
        key = DataKey(AESGCM.generate_key(256))
        version, wrapped = self._ring.wrap(key, owner)
        row = {"owner_id": owner, "wrapped": wrapped, "key_version": version, "created_at": at}
        added = await self._session.execute(insert(self._table).values(row).on_conflict_do_nothing())
        if isinstance(added, CursorResult) and added.rowcount:
            self._opened[owner] = key
        return await self.get(owner)

    async def get(self, owner: UUID) -> DataKey:
        """Looked up once. Raises CannotOpen when the key was never made or has been destroyed."""
        if owner not in self._opened:
            self._opened[owner] = await self._find(owner)
        return self._opened[owner]

    async def _find(self, owner: UUID) -> DataKey:
        row = (
            await self._session.execute(select(self._table).where(self._table.c.owner_id == owner))
        ).first()
        if row is None:
            raise CannotOpen(str(owner))
        return self._ring.unwrap(row.wrapped, row.key_version, owner)

    async def destroy(self, owner: UUID) -> None:
        self._opened.pop(owner, None)
        await self._session.execute(delete(self._table).where(self._table.c.owner_id == owner))


def _seal(secret: bytes, plain: bytes, associated: bytes) -> bytes:
    nonce = os.urandom(_NONCE)
    return _FORMAT + nonce + AESGCM(secret).encrypt(nonce, plain, associated)


def _open(secret: bytes, sealed: bytes, associated: bytes) -> bytes:
    nonce, body = sealed[1 : 1 + _NONCE], sealed[1 + _NONCE :]
    try:
        return AESGCM(secret).decrypt(nonce, body, associated)
    except InvalidTag:
        raise CannotOpen from None
