"""Linking and merging two cases of one person on the pages and by program, and undoing it."""

from fastapi import FastAPI
from tests.decision.circumstance_visits import case_of, done, refused, sealed_notes
from tests.decision.portal_visits import CASEY, LEE, REMY, decide, open_case, see, send
from tests.decision.test_api import problem, tag
from tests.portals import signed_in

from contracts.ids import CaseId
from contracts.referral import ConsentWithdrawn
from decision.consumers import note_withdrawal
from decision.domain.decisions import Outcome
from plumbing.clock import utcnow

WHY = {"why": "MARKER how I know"}
FIND_OUT = "Find out whether the person withdraws"


async def two_cases(app: FastAPI) -> tuple[CaseId, CaseId]:
    return await open_case(app, reference="NRM-FIRST", days_ago=3), await open_case(
        app, reference="NRM-LATER"
    )


async def test_a_case_is_merged_from_the_comparison_and_the_merge_undone(app: FastAPI) -> None:
    earlier, later = await two_cases(app)
    async with signed_in(app, CASEY) as client:
        compared = await see(client, f"/cases/{earlier}/compare/{later}")
        assert compared.soup.select_one(f'a[href="/cases/{earlier}/same-person/{later}/merge"]') is not None
        act = f"same-person/{later}/merge"
        asked = await see(client, f"/cases/{earlier}/{act}")
        assert "NRM-LATER becomes part of NRM-FIRST" in asked.text
        assert "Enter how you know" in (await refused(client, earlier, act, why=" ")).text
        merged = await done(client, earlier, act, **WHY)
        assert "NRM-LATER is part of this case" in merged.text
        assert WHY["why"] in merged.text
        assert "NRM-LATER is part of this case" in (await see(client, f"/cases/{earlier}")).text
        part = await see(client, f"/cases/{later}")
        assert "This case is part of NRM-FIRST, which was received first." in part.text
        assert "Take this case" not in part.text
        assert "Merged into the case" in (await see(client, f"/cases/{later}/history")).text
        assert "NRM-LATER" not in (await see(client, "/queues/reasonable-grounds")).text
        looked = (await send(client, "/search", reference="NRM-LATER")).headers["location"]
        assert "Part of another case" in (await see(client, looked)).text
        link = merged.soup.select_one('a[href*="/same-person/undo/"]')
        assert link is not None
        undone = await done(client, earlier, str(link["href"]).removeprefix(f"/cases/{earlier}/"), **WHY)
        assert "Undone. Both cases are as they were." in undone.text
        assert "NRM-LATER" in (await see(client, "/queues/reasonable-grounds")).text
    assert all(b"MARKER" not in sealed for sealed in await sealed_notes(app))


async def test_what_is_reported_on_a_part_is_not_lost(app: FastAPI) -> None:
    earlier, later = await two_cases(app)
    async with signed_in(app, CASEY) as client:
        merged = await done(client, earlier, f"same-person/{later}/merge", **WHY)
        assert FIND_OUT not in merged.text
        async with app.state.open_work() as uow:
            referral_id = (await uow.cases.get(later)).referral_id
            reported = ConsentWithdrawn(
                referral_id=referral_id, reference="NRM-LATER", withdrawn_at=utcnow(), consent="referral"
            )
            await note_withdrawal(uow, reported, utcnow())
        assert FIND_OUT in (await see(client, f"/cases/{earlier}")).text
        lost = await refused(client, earlier, "close-in-error", **WHY)
        assert "Another referral is part of this case" in lost.text


async def test_two_cases_are_linked_and_the_later_says_how_it_relates(app: FastAPI) -> None:
    earlier, later = await two_cases(app)
    act = f"same-person/{earlier}/link"
    async with signed_in(app, CASEY) as client:
        too_soon = await refused(client, later, act, lineage="further_rg", **WHY)
        assert "The earlier case has no positive decision" in too_soon.text
        assert WHY["why"] in too_soon.text
        linked = await done(client, later, act, lineage="repeat_same_facts", **WHY)
        assert "Linked with NRM-FIRST" in linked.text
        assert "The same facts, referred again" in linked.text
        assert "linked or merged already" in (await refused(client, later, act, **WHY)).text
        assert "Link the cases" not in (await see(client, f"/cases/{later}/compare/{earlier}")).text
    assert (await case_of(app, later)).lineage == "repeat_same_facts"


async def test_a_decided_case_is_only_linked_and_the_comparison_says_why(app: FastAPI) -> None:
    earlier, later = await two_cases(app)
    await decide(app, later, Outcome.POSITIVE)
    async with signed_in(app, CASEY) as client:
        compared = await see(client, f"/cases/{later}/compare/{earlier}")
        assert "past its first decision" in compared.text
        assert "Merge the cases" not in compared.text
        assert "past its first" in (await refused(client, later, f"same-person/{earlier}/merge", **WHY)).text
        assert "Linked with" in (await done(client, later, f"same-person/{earlier}/link", **WHY)).text


async def test_another_case_is_found_by_its_reference_to_compare_with(app: FastAPI) -> None:
    earlier, later = await two_cases(app)
    async with signed_in(app, CASEY) as client:
        path = f"/cases/{later}/same-person"
        assert (await see(client, path)).soup.select_one("input[name=reference]") is not None
        for wrong in ("", "NRM-NONE", "NRM-LATER"):
            assert (await send(client, path, reference=wrong)).status_code == 422
        found = await send(client, path, reference="nrm-first ")
        assert found.headers["location"] == f"/cases/{later}/compare/{earlier}"


async def test_only_a_caseworker_joins_and_not_a_case_somebody_else_has(app: FastAPI) -> None:
    earlier, later = await two_cases(app)
    async with signed_in(app, LEE) as client:
        assert (await client.get(f"/cases/{later}/same-person/{earlier}/merge")).status_code == 403
        assert "A caseworker can" in (await see(client, f"/cases/{later}/compare/{earlier}")).text
    async with signed_in(app, REMY) as client:
        await send(client, f"/cases/{later}/take", version="1")
    async with signed_in(app, CASEY) as client:
        said = await refused(client, later, f"same-person/{earlier}/merge", **WHY)
        assert "Somebody else has the later case" in said.text


async def test_a_program_merges_and_is_refused_what_a_person_is(app: FastAPI) -> None:
    earlier, later = await two_cases(app)
    path = f"/v1/cases/{later}/same-person/{earlier}/merge"
    async with signed_in(app, CASEY) as client:
        problem(await client.post(path, json=WHY), 428)
        merged = await client.post(path, json=WHY, headers=tag(1))
        assert merged.json()["merged_into"] == str(earlier)
        problem(await client.post(f"/v1/cases/{later}/withdraw", json={}, headers=tag(2)), 422)
        withdrawn = {"how": "written", "said_on": "2026-01-01"}
        problem(await client.post(f"/v1/cases/{later}/withdraw", json=withdrawn, headers=tag(2)), 409)
        problem(await client.post(path, json=WHY, headers=tag(1)), 412)
        [join] = (await client.get(f"/v1/cases/{earlier}/same-person")).json()["items"]
        assert (join["later_id"], join["is_merged"], join["undone_at"]) == (str(later), True, None)
        undo = f"/v1/cases/{later}/same-person/undo/{join['id']}"
        undone = await client.post(undo, json=WHY, headers=tag(2))
        assert undone.json()["merged_into"] is None
        problem(await client.post(undo, json=WHY, headers=tag(3)), 409)
