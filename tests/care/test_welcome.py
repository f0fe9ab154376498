"""AC-8: what people are given when they arrive, and the task until they have it."""

import pytest
from fastapi import FastAPI
from tests.care.portal import read, send, stay_of, worker
from tests.care.test_life_pages import supported_by_hestia
from tests.care.town import Town

from care.domain.welcome import FOR_EVERYBODY, Given, PackItem

ALL = frozenset(PackItem)


@pytest.mark.parametrize(
    ("pack", "sets", "is_age_appropriate", "expected"),
    [
        pytest.param(ALL, 3, True, True, id="all of it"),
        pytest.param(FOR_EVERYBODY, 3, True, True, id="period products only where needed"),
        pytest.param(FOR_EVERYBODY, 2, True, False, id="two sets of clothing"),
        pytest.param(FOR_EVERYBODY, 3, False, False, id="a pack for adults given to a child"),
        *(pytest.param(ALL - {item}, 3, True, False, id=f"without {item}") for item in sorted(FOR_EVERYBODY)),
    ],
)
def test_ac_8_a_welcome_is_a_whole_pack_and_three_sets_of_clothing(
    pack: frozenset[PackItem], sets: int, is_age_appropriate: bool, expected: bool
) -> None:
    given = Given(pack=pack, clothing_sets=sets, is_age_appropriate=is_age_appropriate)
    assert given.is_complete(sets_needed=3) is expected


async def test_ac_8_the_task_stays_until_somebody_who_has_arrived_has_everything(
    app: FastAPI, town: Town
) -> None:
    person = await supported_by_hestia(town)
    to_do = "Give somebody who has arrived their welcome pack and clothing"
    async with worker(app) as client:
        stay = stay_of(5) | {"person_says": "yes"}
        here = (await send(client, f"/people/{person}/place/{town.bed('A')}", **stay)).headers["location"]
        await send(client, f"{here}/welcome", 422, clothing_sets="3")
        assert to_do not in await read(client, "/board")
        await send(client, f"{here}/arrive", **stay_of(5))
        assert to_do in await read(client, "/board")
        assert "What were they given on arrival?" in await read(client, f"{here}/welcome")
        await send(client, f"{here}/welcome", pack=sorted(FOR_EVERYBODY), clothing_sets="2")  # type: ignore[arg-type]
        assert to_do in await read(client, "/board")
        await send(client, f"{here}/welcome", pack=sorted(FOR_EVERYBODY), clothing_sets="3")  # type: ignore[arg-type]
        assert to_do not in await read(client, "/board")
