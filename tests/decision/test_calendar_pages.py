"""Leaders see what a new calendar would move, and then publish it."""

from fastapi import FastAPI
from tests.decision.portal_visits import CASEY, LEE, Seen, open_case, see, send
from tests.portals import signed_in

from clocks import calendars_as_shipped

SHIPPED = calendars_as_shipped()["england"]
CALENDAR = f"""
nation: england
version: 2026-emergency
known_from: {SHIPPED.known_from}
known_until: {SHIPPED.known_until}
holidays: {{2026-04-08: Day of mourning}}
"""


async def test_only_a_leader_sees_the_calendars(app: FastAPI) -> None:
    async with signed_in(app, CASEY) as client:
        assert (await client.get("/calendars")).status_code == 403
    async with signed_in(app, LEE) as client:
        assert "Shipped with the product" in (await see(client, "/calendars")).text


async def test_what_is_not_a_calendar_is_kept_and_explained(app: FastAPI) -> None:
    async with signed_in(app, LEE) as client:
        answer = await send(client, "/calendars/preview", calendar="nation: atlantis")
    assert answer.status_code == 422
    seen = Seen(answer).text
    assert "nation: atlantis" in seen
    assert "The calendar must name a nation" in seen


async def test_a_leader_sees_what_would_move_and_publishes_it(app: FastAPI) -> None:
    await open_case(app)
    async with signed_in(app, LEE) as client:
        preview = Seen(await send(client, "/calendars/preview", calendar=CALENDAR))
        assert "of 2 open clocks" in preview.text
        published = await send(client, "/calendars", calendar=preview.hidden("calendar"))
        assert published.status_code == 303
        assert "2026-emergency" in (await see(client, "/calendars")).text
        again = await send(client, "/calendars/preview", calendar=CALENDAR)
    assert "published before" in Seen(again).text
