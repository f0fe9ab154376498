"""Each promise about the referral form is kept by tests that name it, and the table says which."""

import re
from collections.abc import Iterator

import pytest

from nrm.folders import CHECKOUT

TABLE = (CHECKOUT / "docs" / "must-holds.md").read_text()
EVERY_ID = [f"MH{number:02}" for number in range(1, 22)]


def files_naming(promise: str) -> Iterator[str]:
    """The files the table gives, from the root of the repository."""
    row = next(line for line in TABLE.splitlines() if line.startswith(f"| {promise} "))
    for name in re.findall(r"`([\w/]+\.py)`", row):
        yield name if "/" in name else f"tests/referral/{name}"


@pytest.mark.parametrize("promise", EVERY_ID)
def test_each_promise_is_named_in_every_test_file_the_table_gives(promise: str) -> None:
    files = list(files_naming(promise))
    assert files
    assert [file for file in files if promise not in (CHECKOUT / file).read_text()] == []
