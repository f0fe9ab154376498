"""What the pages of queues, search and team do, done by programs under the same rules."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import httpx
from fastapi import FastAPI
from sqlalchemy import select, update
from tests.decision.portal_visits import CASEY, LEE, REMY, STRANGER, decide, open_case, see
from tests.decision.referral_service import ReferralServiceDouble, evidence_line
from tests.decision.test_api import problem, tag
from tests.portals import put_in_directory, signed_in

from decision.domain.decisions import Outcome
from decision.storage.tables import case_file, plumbing
from plumbing.clock import utcnow

QUEUE = "/v1/queues/reasonable-grounds"


async def got(client: httpx.AsyncClient, path: str, **query: Any) -> Any:
    response = await client.get(path, params=query)
    assert response.status_code == 200, response.text
    return response.json()


async def test_a_queue_is_read_in_its_order_page_by_page_and_narrowed(app: FastAPI) -> None:
    late = [str(await open_case(app, days_ago=40 + n)) for n in range(2)]
    child = str(await open_case(app, age_band="child"))
    async with signed_in(app, CASEY) as client:
        first = await got(client, QUEUE, limit=2)
        rest = await got(client, QUEUE, limit=2, after=first["next"])
        narrowed = await got(client, QUEUE, age="child")
        problem(await client.get(QUEUE, params={"after": "spoiled"}), 422)
        problem(await client.get(QUEUE, params={"sort": "name"}), 422)
    assert [each["case_id"] for each in first["items"]] == late[::-1]
    assert [(each["reason"], each["is_overdue"]) for each in first["items"]] == [("overdue", True)] * 2
    assert ([each["case_id"] for each in rest["items"]], rest["next"], first["count"]) == ([child], None, 3)
    assert [each["case_id"] for each in narrowed["items"]] == [child]


async def test_a_queue_is_read_by_who_waits_longest_and_by_its_days_page_by_page(app: FastAPI) -> None:
    for reference, days in (("C-NEW", 1), ("A-OLD", 60), ("B-CHILD", 30)):
        await open_case(app, reference=reference, days_ago=days)
    due = {"C-NEW": utcnow().date(), "A-OLD": None, "B-CHILD": date(2026, 1, 2)}
    for reference, day in due.items():
        changed = update(case_file).where(case_file.c.reference == reference).values(due_on=day)
        async with app.state.open_work() as uow:
            await uow.session.execute(changed.values(stage="rg_suspended"))
    async with signed_in(app, CASEY) as client:
        orders = {
            order: [line["reference"] async for line in every_line(client, order)]
            for order in ("longest-waiting", "due-first")
        }
        page = await see(client, "/queues/suspended?order=due-first")
        before = await see(
            client, "/queues/suspended?order=longest-waiting&before=1_2099-01-01_" + str(uuid4())
        )
    assert orders == {
        "longest-waiting": ["A-OLD", "B-CHILD", "C-NEW"],
        "due-first": ["B-CHILD", "C-NEW", "A-OLD"],
    }
    assert page.soup.select_one('[aria-current]:-soup-contains("Due first")') is not None
    assert page.hidden("order") == "due-first"
    assert before.text.index("A-OLD") < before.text.index("B-CHILD") < before.text.index("C-NEW")


async def every_line(client: httpx.AsyncClient, order: str) -> AsyncIterator[Any]:
    """One case a page."""
    found = await got(client, "/v1/queues/suspended", order=order, limit=1)
    while found["items"]:
        yield found["items"][0]
        if found["next"] is None:
            return
        found = await got(client, "/v1/queues/suspended", order=order, limit=1, after=found["next"])


async def test_the_next_case_is_taken_once_for_each_key_and_put_back_as_seen(app: FastAPI) -> None:
    await put_in_directory(app, CASEY)
    cases = {str(await open_case(app, days_ago=days)) for days in (9, 8)}
    key = {"Idempotency-Key": "one"}
    async with signed_in(app, LEE) as leader:
        problem(await leader.post("/v1/cases/take-next", headers=key), 403)
    async with signed_in(app, CASEY) as client:
        problem(await client.post("/v1/cases/take-next"), 400)
        taken = (await client.post("/v1/cases/take-next", headers=key)).json()["case"]
        again = (await client.post("/v1/cases/take-next", headers=key)).json()["case"]
        assert (taken["taken_by"], taken["id"]) == (str(CASEY.user_id), again["id"])
        other = (await client.post("/v1/cases/take-next", headers={"Idempotency-Key": "two"})).json()["case"]
        none = (await client.post("/v1/cases/take-next", headers={"Idempotency-Key": "three"})).json()
        path = f"/v1/cases/{taken['id']}/put-back"
        problem(await client.post(path), 428)
        problem(await client.post(path, headers=tag(taken["version"] - 1)), 412)
        back = await client.post(path, headers=tag(taken["version"]))
        took = await client.post(f"/v1/cases/{taken['id']}/take", headers=tag(back.json()["version"]))
    assert ({taken["id"], other["id"]}, none) == (cases, {"case": None})
    assert (back.json()["taken_by"], took.json()["taken_by"]) == (None, str(CASEY.user_id))
    assert took.headers["etag"] == f'"{took.json()["version"]}"'


async def test_a_leader_sees_who_holds_what_and_gives_a_case_to_somebody(app: FastAPI) -> None:
    await put_in_directory(app, CASEY, REMY)
    case_id = await open_case(app)
    given = {"person": str(REMY.user_id)}
    async with signed_in(app, CASEY) as client:
        problem(await client.post(f"/v1/cases/{case_id}/allocate", json=given, headers=tag(1)), 403)
        problem(await client.get("/v1/workload"), 403)
    async with signed_in(app, LEE) as client:
        nobody = {"person": str(uuid4())}
        problem(await client.post(f"/v1/cases/{case_id}/allocate", json=nobody, headers=tag(1)), 422)
        done = await client.post(f"/v1/cases/{case_id}/allocate", json=given, headers=tag(1))
        loads = await got(client, "/v1/workload")
        may = await got(client, "/v1/workload", case_id=str(case_id))
    assert done.json()["taken_by"] == str(REMY.user_id)
    assert {each["person"]: each["total"] for each in loads["items"]} == {
        str(CASEY.user_id): 0,
        str(REMY.user_id): 1,
    }
    assert len(may["items"]) == 2


async def test_a_search_is_found_again_by_whoever_made_it(app: FastAPI) -> None:
    for number in range(3):
        await open_case(app, reference=f"NRM-AAAA-000{number}", days_ago=number)
    async with signed_in(app, CASEY) as client:
        problem(await client.post("/v1/searches", json={}), 422)
        problem(await client.post("/v1/searches", json={"born": 1990, "reference": "N"}), 422)
        made = await client.post("/v1/searches", json={"reference": "nrm-aaaa"})
        assert made.status_code == 201
        first = await got(client, made.headers["location"], limit=2)
        rest = await got(client, made.headers["location"], after=first["next"])
    async with signed_in(app, REMY) as client:
        problem(await client.get(made.headers["location"]), 404)
    shown = [each["reference"][-1] for each in (*first["items"], *rest["items"])]
    assert (shown, rest["next"]) == (["0", "1", "2"], None)


async def test_the_board_and_the_sample_are_for_leaders_and_keep_small_numbers_back(app: FastAPI) -> None:
    for _ in range(6):
        await open_case(app, days_ago=20)
    await open_case(app, nation="scotland")
    decided = await open_case(app)
    await decide(app, decided, Outcome.POSITIVE)
    today = utcnow().date()
    drawn: dict[str, str] = {"seed": "tulip", "size": "3", "decided_from": str(today - timedelta(days=1))}
    drawn["decided_until"] = str(today)
    async with signed_in(app, CASEY) as client:
        problem(await client.get("/v1/team-board"), 403)
        problem(await client.get("/v1/quality-sample", params=drawn), 403)
    async with signed_in(app, LEE) as client:
        board = await got(client, "/v1/team-board")
        sample = await got(client, "/v1/quality-sample", **drawn)
        backwards = drawn | {"decided_until": "2020-01-01"}
        problem(await client.get("/v1/quality-sample", params=backwards), 422)
    assert (board["all"]["open"], board["all"]["overdue_in_a_hundred"]) == (8, 75)
    assert {each["open"] for each in board["groups"]["nation"]} == {None}
    assert {each["case_id"] for each in sample["items"]} == {str(decided)}


async def test_evidence_is_listed_and_read_as_on_its_page_and_each_look_is_recorded(
    app: FastAPI, referral_service: ReferralServiceDouble
) -> None:
    case_id = await open_case(app)
    referral_service.evidence = [evidence_line()]
    path = f"/v1/cases/{case_id}/evidence"
    async with signed_in(app, CASEY) as client:
        (line,) = (await got(client, path))["items"]
        opened = await client.get(f"{path}/{line['id']}")
        referral_service.status = 404
        problem(await client.get(f"{path}/{uuid4()}"), 404)
        referral_service.is_away = True
        problem(await client.get(path), 503)
        problem(await client.get(f"/v1/cases/{uuid4()}/evidence"), 404)
    async with signed_in(app, STRANGER) as client:
        problem(await client.get(path), 403)
    assert (line["name"], line["state"]) == ("letter.pdf", "clean")
    assert opened.headers["content-disposition"].startswith("attachment")
    audit = plumbing.audit.c
    async with app.state.open_work() as uow:
        looks = list(await uow.session.scalars(select(audit.action).where(audit.subject == str(case_id))))
    assert [each for each in looks if each != "case_opened"] == [
        "case_viewed",
        "evidence_opened",
        "case_viewed",
        "access_refused",
    ]
