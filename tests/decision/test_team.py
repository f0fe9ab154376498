from datetime import date
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI
from tests.decision.portal_visits import CASEY, LEE, Seen, decide, open_case, see, send
from tests.portals import put_in_directory, signed_in

from contracts.events import Envelope
from decision import allocating
from decision.domain.decisions import Outcome
from decision.domain.suppression import suppressed
from decision.storage.tables import plumbing
from plumbing.clock import utcnow


def rows(page: Seen, caption: str) -> list[list[str]]:
    title = page.soup.find("caption", string=caption)
    assert title is not None
    table = title.find_parent("table")
    assert table is not None
    return [
        [cell.get_text(" ", strip=True) for cell in row.select("th, td")] for row in table.select("tbody tr")
    ]


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        pytest.param([], [], id="no group"),
        pytest.param([12, 30], [12, 30], id="nothing small"),
        pytest.param([0, 30], [0, 30], id="none is no small number"),
        pytest.param([4, 30, 9], [None, 30, None], id="a single small one takes the next with it"),
        pytest.param([4, 3, 9], [None, None, 9], id="two small ones hide each other"),
        pytest.param([4, 0], [None, 0], id="nothing else to hide behind"),
    ],
)
def test_small_numbers_are_kept_back_and_cannot_be_worked_out(
    counts: list[int], said: list[int | None]
) -> None:
    assert [each.number for each in suppressed(counts)] == said


async def test_the_board_shows_which_group_waits_longest(app: FastAPI) -> None:
    for _ in range(6):
        await open_case(app, days_ago=100, age_band="child")
    for _ in range(5):
        await open_case(app, days_ago=1)
    await decide(app, await open_case(app), Outcome.POSITIVE)
    async with signed_in(app, LEE) as client:
        page = await see(client, "/team")
    whole, adults, children = rows(page, "Age group")
    assert whole == ["All open cases", "12", "6", "50%", "6", "0", "1", ""]
    assert adults == ["Adult", "6", "0", "0%", "0", "0", "1", "The same"]
    assert children == ["Child", "6", "6", "100%", "6", "0", "100", "99 days longer"]
    assert rows(page, "Gender")[1][:2] == ["Not known", "12"]


async def test_the_board_keeps_small_groups_back(app: FastAPI) -> None:
    for _ in range(6):
        await open_case(app)
    await open_case(app, nation="scotland")
    async with signed_in(app, LEE) as client:
        page = await see(client, "/team")
    for line in rows(page, "Nation")[1:]:
        assert (line[1], line[3], *line[6:]) == ("Kept back",) * 4


async def test_the_board_shows_who_holds_how_many(app: FastAPI) -> None:
    await put_in_directory(app, CASEY)
    await open_case(app, days_ago=30)
    async with app.state.open_work() as uow:
        await allocating.take_next_case(uow, by=CASEY.user_id, at=utcnow())
    async with signed_in(app, LEE) as client:
        page = await see(client, "/team")
    assert rows(page, "Cases held by each person") == [["Casey Sample", "1", "0", "0", "0", "1", "1"]]


@pytest.mark.parametrize("path", ["/team", "/team/parked", "/team/quality-sample"])
async def test_the_pages_of_the_team_are_for_leaders(app: FastAPI, path: str) -> None:
    async with signed_in(app, CASEY) as client:
        assert (await client.get(path)).status_code == 403
        assert path not in (await client.get("/my-work")).text
    async with signed_in(app, LEE) as client:
        await see(client, path)


async def draw(client: httpx.AsyncClient, **fields: str) -> Seen:
    answer = await send(client, "/team/quality-sample", **({"seed": "tulip", "size": "3"} | days() | fields))
    assert answer.status_code == 303, answer.text
    assert parse_qs(urlsplit(answer.headers["location"]).query)["size"] == ["3"]
    return await see(client, answer.headers["location"])


def days() -> dict[str, str]:
    today = date.today()  # noqa: DTZ011 as somebody at their desk would fill it in
    parts = {"day": str(today.day), "month": str(today.month), "year": str(today.year)}
    return {f"decided_{end}-{name}": value for end in ("from", "until") for name, value in parts.items()}


async def test_a_seed_draws_the_same_decisions_again_and_another_seed_draws_others(app: FastAPI) -> None:
    for _ in range(12):
        await decide(app, await open_case(app), Outcome.POSITIVE)
    async with signed_in(app, LEE) as client:
        once, again = await draw(client), await draw(client)
        others = [rows(await draw(client, seed=f"seed {n}"), "Decisions drawn") for n in range(3)]
    assert rows(once, "Decisions drawn") == rows(again, "Decisions drawn")
    assert len(rows(once, "Decisions drawn")) == 3
    assert any(rows(once, "Decisions drawn") != other for other in others)


async def test_a_sample_without_a_seed_is_asked_again(app: FastAPI) -> None:
    async with signed_in(app, LEE) as client:
        answer = await send(client, "/team/quality-sample", size="500", **days())
    assert answer.status_code == 422
    assert "Enter any word or number as the seed" in Seen(answer).text
    assert "must be 100 or less" in Seen(answer).text


async def test_a_leader_lets_a_parked_event_be_tried_again(app: FastAPI) -> None:
    event_id = await park_one(app)
    async with signed_in(app, LEE) as client:
        assert "Given up" in (await see(client, "/team/parked")).text
        answer = await send(client, f"/team/parked/{event_id}/release")
        assert "tried again in a moment" in (await see(client, answer.headers["location"])).text
        again = await send(client, f"/team/parked/{event_id}/release")
        assert "not parked any more" in (await see(client, again.headers["location"])).text
    async with app.state.open_work() as uow:
        assert [each.state for each in await uow.held.all()] == ["retrying"]


async def park_one(app: FastAPI) -> str:
    case_id = await open_case(app)
    async with app.state.open_work() as uow:
        envelope = Envelope.model_validate(
            await uow.session.scalar(plumbing.outbox.select().with_only_columns(plumbing.outbox.c.envelope))
        )
        again = envelope.model_copy(update={"id": uuid4(), "subject": str(case_id)})
        await uow.held.retry(again, reason="RuntimeError", next_try_at=utcnow(), at=utcnow())
        first = await uow.held.first(str(case_id))
        assert first is not None
        await uow.held.failed_again(first, reason="RuntimeError", next_try_at=None)
    return str(again.id)
