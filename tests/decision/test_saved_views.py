"""Queues as somebody narrowed them: saved under a name, opened, renamed, deleted, and shared by a leader."""

from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import select
from tests.decision.portal_visits import CASEY, LEE, REMY, STRANGER, Seen, open_case, see, send
from tests.decision.test_api import problem
from tests.portals import signed_in

from contracts.ids import UserId
from decision.storage.saved_views import MOST, NameTaken, SavedView
from decision.storage.tables import plumbing
from plumbing.clock import utcnow

CHILDREN = "/views/save/reasonable-grounds?due=overdue&due=today&age=child"


async def save(client: httpx.AsyncClient, name: str, path: str = CHILDREN) -> Seen:
    answer = await send(client, path, name=name)
    assert answer.status_code == 303, Seen(answer).text
    return await see(client, answer.headers["location"])


def action(page: Seen, ending: str) -> str:
    found = page.soup.select_one(f'main a[href$="/{ending}"]')
    assert found is not None, f"nothing to {ending}"
    return str(found["href"])


async def test_a_view_is_saved_from_a_queue_and_opens_it_as_it_was_narrowed(app: FastAPI) -> None:
    await open_case(app, reference="NRM-CHILD", age_band="child", days_ago=30)
    await open_case(app, reference="NRM-ADULT", age_band="adult", days_ago=30)
    async with signed_in(app, CASEY) as client:
        narrowed = "due=overdue&due=today&age=child&order=longest-waiting"
        queue = await see(client, f"/queues/reasonable-grounds?{narrowed}")
        link = queue.soup.find("a", string="Save this view")
        assert link is not None
        asked = await see(client, str(link["href"]))
        assert "Due: Overdue, Today" in asked.text
        saved = await save(client, "  Overdue children ", str(link["href"]))
        opened = await see(client, str(saved.soup.select_one("tbody th a")["href"]))  # type: ignore[index]
    assert "Age group: Child" in saved.text
    assert "Longest waiting first" in saved.text
    assert opened.hidden("order") == "longest-waiting"
    assert "NRM-CHILD" in opened.text
    assert "NRM-ADULT" not in opened.text
    current = opened.soup.select_one('main [aria-current]:-soup-contains("Overdue children")')
    assert current is not None


async def test_a_view_is_renamed_and_deleted_by_its_owner_alone(app: FastAPI) -> None:
    async with signed_in(app, CASEY) as client:
        await save(client, "Mine")
        page = await save(client, "Other", "/views/save/ending")
        answer = await send(client, CHILDREN, name="MINE")
        assert answer.status_code == 422
        assert "you have a view of this name already" in Seen(answer).text
        rename = action(page, "rename")
        assert (await send(client, rename, name="Other")).status_code == 422
        assert (await send(client, rename, name="mine")).status_code == 303
        assert (await send(client, rename, name="Renamed")).status_code == 303
        delete = action(await see(client, "/views"), "delete")
        await see(client, delete)
    async with signed_in(app, REMY) as client:
        for path in (rename, delete):
            await see(client, path, status=404)
            assert (await send(client, path, name="Stolen")).status_code == 404
    async with signed_in(app, CASEY) as client:
        assert (await send(client, delete)).status_code == 303
        left = (await see(client, "/views")).text
    assert ("Renamed" in left) != ("Other" in left)


async def test_a_leader_shares_a_view_and_keeps_it_again(app: FastAPI) -> None:
    async with signed_in(app, CASEY) as client:
        own = await save(client, "Caseys")
        view_id = action(own, "rename").split("/")[2]
        assert (await send(client, f"/views/{view_id}/share")).status_code == 403
    async with signed_in(app, LEE) as client:
        share = action(await save(client, "Team: held by me", "/views/save/held?holder=mine"), "share")
        assert (await send(client, f"/views/{view_id}/share")).status_code == 404
        assert "“Me” in it means whoever opens it" in (await see(client, share)).text
        assert (await send(client, share)).status_code == 303
    async with signed_in(app, CASEY) as client:
        seen = await see(client, "/views")
        assert f"Everybody, shared by {LEE.name}" in seen.text
        assert "Team: held by me" in (await see(client, "/queues/held")).text
    async with signed_in(app, LEE) as client:
        keep = action(await see(client, "/views"), "keep")
        assert "Keep it to myself" in (await see(client, keep)).text
        assert (await send(client, keep)).status_code == 303
    async with signed_in(app, CASEY) as client:
        assert "Team: held by me" not in (await see(client, "/views")).text


async def test_saving_is_noted_by_id_and_a_view_of_what_is_no_more_says_so(app: FastAPI) -> None:
    async with signed_in(app, CASEY) as client:
        await save(client, "MARKER")
        async with app.state.open_work() as uow:
            await uow.saved_views.add(a_view("Old", age=["elderly"]))
            noted = (await uow.session.execute(select(plumbing.audit))).all()
        page = await see(client, "/views")
        await see(client, "/queues/reasonable-grounds")
    assert "Holds a filter that there is no more" in page.text
    assert "view_saved" in {entry.action for entry in noted}
    assert "MARKER" not in str(noted)


@pytest.mark.parametrize("path", ["/views/save/in-hand", "/views/save/lunch"])
async def test_what_is_no_queue_is_not_saved(app: FastAPI, path: str) -> None:
    async with signed_in(app, CASEY) as client:
        assert (await client.get(path)).status_code in (404, 422)


async def test_nobody_saves_more_than_they_can_look_through_nor_a_stranger_any(app: FastAPI) -> None:
    async with app.state.open_work() as uow:
        for number in range(MOST):
            await uow.saved_views.add(a_view(f"View {number}"))
        with pytest.raises(NameTaken):
            await uow.saved_views.add(a_view("VIEW 1"))
    async with signed_in(app, CASEY) as client:
        answer = await send(client, CHILDREN, name="One more")
        assert answer.status_code == 422
        assert "Delete one" in Seen(answer).text
        assert (await send(client, CHILDREN, name="x" * 61)).status_code == 422
    async with signed_in(app, STRANGER) as client:
        assert (await client.get("/views")).status_code == 403


def a_view(name: str, **ticked: list[str]) -> SavedView:
    owner = UserId(CASEY.user_id)
    return SavedView(id=uuid4(), owner=owner, name=name, queue="ending", ticked=ticked, saved_at=utcnow())


async def test_a_program_saves_changes_and_deletes_a_view(app: FastAPI) -> None:
    new = {"name": " Overdue ", "queue": "reasonable-grounds", "ticked": {"due": ["overdue"]}}
    key = {"Idempotency-Key": "first"}
    async with signed_in(app, LEE) as client:
        made = await client.post("/v1/views", json=new, headers=key)
        assert made.json()["path"] == "/queues/reasonable-grounds?due=overdue"
        again = await client.post("/v1/views", json=new, headers=key)
        assert (made.status_code, again.json()) == (201, made.json())
        problem(await client.post("/v1/views", json=new, headers={"Idempotency-Key": "second"}), 409)
        unknown = new | {"ticked": {"lunch": ["now"]}}
        problem(await client.post("/v1/views", json=unknown, headers={"Idempotency-Key": "third"}), 422)
        path = made.headers["location"]
        shared = await client.patch(path, json={"name": "Late", "is_shared": True})
        assert (shared.json()["name"], shared.json()["is_shared"]) == ("Late", True)
    async with signed_in(app, CASEY) as client:
        assert [each["name"] for each in (await client.get("/v1/views")).json()["items"]] == ["Late"]
        problem(await client.patch(path, json={"is_shared": True}), 403)
        problem(await client.delete(path), 404)
    async with signed_in(app, LEE) as client:
        assert (await client.delete(path)).status_code == 204
        assert (await client.get("/v1/views")).json() == {"items": []}
