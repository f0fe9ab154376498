"""Sealed fields open in their own place with their own key, and nowhere else."""

from pathlib import Path

import pytest
from tests.shared.delivery import TABLES, UnitOfWork

from plumbing.clock import utcnow
from plumbing.database import STAFF, Database
from plumbing.encryption import CannotOpen, DataKey, DataKeys, KeyRing, Place
from plumbing.identifiers import new_id

ROW = new_id()
PLACE = Place("draft", "answers", ROW, 3)
KEY = DataKey(bytes(range(32)))


@pytest.mark.parametrize("plain", ["", "Ana Example", "名前 — ünïcode", "x" * 15_000])
def test_what_was_sealed_opens(plain: str) -> None:
    assert KEY.open(KEY.seal(plain, PLACE), PLACE) == plain


def test_the_overhead_is_29_bytes_and_no_two_seals_are_alike() -> None:
    first, second = KEY.seal("same", PLACE), KEY.seal("same", PLACE)
    assert first != second
    assert len(first) == len("same") + 29


@pytest.mark.parametrize(
    "elsewhere",
    [
        pytest.param(Place("referral", "answers", ROW, 3), id="another table"),
        pytest.param(Place("draft", "name", ROW, 3), id="another column"),
        pytest.param(Place("draft", "answers", new_id(), 3), id="another row"),
        pytest.param(Place("draft", "answers", ROW, 4), id="another version"),
    ],
)
def test_a_value_copied_elsewhere_does_not_open(elsewhere: Place) -> None:
    sealed = KEY.seal("Ana Example", PLACE)
    with pytest.raises(CannotOpen):
        KEY.open(sealed, elsewhere)


def test_a_changed_value_or_another_key_does_not_open() -> None:
    sealed = KEY.seal("Ana Example", PLACE)
    with pytest.raises(CannotOpen):
        KEY.open(sealed[:-1] + bytes([sealed[-1] ^ 1]), PLACE)
    with pytest.raises(CannotOpen):
        DataKey(bytes(32)).open(sealed, PLACE)


def test_a_key_file_is_readable_by_its_owner_only_and_never_replaced(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    KeyRing.create(path)
    assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(FileExistsError):
        KeyRing.create(path)


def test_a_new_outer_key_still_opens_what_the_old_one_wrapped() -> None:
    old = KeyRing(1, {1: bytes(32)})
    new = KeyRing(2, {1: bytes(32), 2: bytes(range(32))})
    version, wrapped = old.wrap(KEY, ROW)
    assert new.unwrap(wrapped, version, ROW) == KEY
    assert new.wrap(KEY, ROW)[0] == 2


async def test_a_data_key_is_made_once_and_destroying_it_destroys_what_it_sealed(
    plumbing_database: Database, tmp_path: Path
) -> None:
    ring = KeyRing.create(tmp_path / "keys.json")
    async with plumbing_database.work(UnitOfWork)(STAFF) as uow:
        keys = DataKeys(uow.session, TABLES.data_key, ring)
        key = await keys.make(ROW, at=utcnow())
        assert await keys.make(ROW, at=utcnow()) == key == await keys.get(ROW)
        await keys.destroy(ROW)
        with pytest.raises(CannotOpen):
            await keys.get(ROW)
