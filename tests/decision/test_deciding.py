import asyncio

import pytest
from fastapi import FastAPI
from tests.decision.asking_visits import say_why_nobody_is_asked
from tests.decision.deciding_visits import FOUND, WORDS, choose, rely_on_the_referral, step, write
from tests.decision.portal_visits import CASEY, LEE, REMY, Seen, decide, open_case, see, send
from tests.portals import put_in_directory, signed_in

from contracts.ids import CaseId
from decision import commands
from decision.domain.decisions import Outcome
from decision.domain.stages import Stage
from plumbing.clock import utcnow


async def stage_of(app: FastAPI, case_id: CaseId) -> Stage:
    async with app.state.open_work() as uow:
        stage: Stage = (await uow.cases.get(case_id)).stage
        return stage


async def test_taking_a_case_makes_it_mine_and_leads_back_to_it(app: FastAPI) -> None:
    case_id = await open_case(app)
    async with signed_in(app, CASEY) as client:
        before = await see(client, f"/cases/{case_id}")
        response = await send(client, f"/cases/{case_id}/take", version=before.hidden("version"))
        after = await see(client, f"/cases/{case_id}")
    assert (response.status_code, response.headers["location"]) == (303, f"/cases/{case_id}")
    assert "Held by Casey Sample" in after.text
    assert "Record a decision" in after.text


async def test_a_case_put_back_is_nobodys_again(app: FastAPI) -> None:
    case_id = await open_case(app)
    async with signed_in(app, CASEY) as client:
        await send(client, f"/cases/{case_id}/take", version="1")
        await send(client, f"/cases/{case_id}/put-back", version="2")
        assert "Nobody has this case yet" in (await see(client, f"/cases/{case_id}")).text


async def test_of_two_who_take_a_case_from_the_same_page_the_second_is_told_who_has_it(app: FastAPI) -> None:
    await put_in_directory(app, CASEY, REMY)
    case_id = await open_case(app)
    async with signed_in(app, CASEY) as casey, signed_in(app, REMY) as remy:
        assert (await send(casey, f"/cases/{case_id}/take", version="1")).status_code == 303
        refused = Seen(await send(remy, f"/cases/{case_id}/take", version="1"))
    assert refused.response.status_code == 409
    assert "Case taken, by Casey Sample" in refused.text


async def test_a_positive_decision_is_asked_for_checked_and_recorded(app: FastAPI) -> None:
    case_id = await open_case(app)
    async with signed_in(app, CASEY) as client:
        outcome = await see(client, step(case_id, "outcome"))
        assert "reasonable grounds to believe that the person is a victim" in outcome.text
        check = await write(client, case_id, "positive")
        assert "What the person says is detailed." in check.text
        assert "Trafficking, means: not needed" in check.text
        assert "Relies on What the referral says" in check.text
        assert "The decision stands at once." in check.text
        response = await send(client, step(case_id, "check"), version=check.hidden("version"))
        done = await see(client, response.headers["location"])
    assert "The positive decision is recorded. The recovery period has begun." in done.text
    assert "Trafficking, purpose: found" in done.text
    assert "Relies on The referral" in done.text
    assert await stage_of(app, case_id) is Stage.RECOVERY


async def test_a_negative_decision_goes_to_a_second_person(app: FastAPI) -> None:
    case_id = await open_case(app)
    async with signed_in(app, CASEY) as client:
        await write(client, case_id, "negative")
        asked = await say_why_nobody_is_asked(client, case_id)
        check = await see(client, asked.headers["location"])
        response = await send(client, step(case_id, "check"), version=check.hidden("version"))
        done = await see(client, response.headers["location"])
    assert "waits for a second person" in done.text
    assert await stage_of(app, case_id) is Stage.REASONABLE_GROUNDS_REVIEW


@pytest.mark.parametrize(
    ("page", "fields", "said"),
    [
        ("outcome", {}, "Select whether there are reasonable grounds"),
        ("outcome", {"outcome": "perhaps"}, "Select whether there are reasonable grounds"),
        ("findings", {}, "Select whether you find the action of trafficking"),
        ("findings", FOUND["positive"], "Every part of a definition is found"),
        (
            "findings",
            FOUND["positive"] | {"trafficking_action": "not_found"},
            "Where a part of trafficking is not found",
        ),
        ("reasons", {"relied_on": "", "reasons": WORDS}, "Select what the decision relies on"),
        ("reasons", {"reasons": "  "}, "Enter the reasons for your decision"),
        ("reasons", {"reasons": "x" * 15_001}, "Reasons must be 15,000 characters or fewer"),
    ],
)
async def test_a_page_filled_in_wrongly_says_what_to_put_right(
    app: FastAPI, page: str, fields: dict[str, str], said: str
) -> None:
    case_id = await open_case(app)
    async with signed_in(app, CASEY) as client:
        await choose(client, case_id, "negative")
        referral = await rely_on_the_referral(client, case_id)
        known = {"relied_on": referral} if page == "reasons" else {}
        shown = Seen(await send(client, step(case_id, page), **(known | fields)))
    assert shown.response.status_code == 422
    assert f"There is a problem {said}" in shown.text
    assert fields.get("reasons", "")[:20] in shown.response.text


async def test_what_was_written_is_kept_when_its_author_leaves_and_comes_back(app: FastAPI) -> None:
    case_id = await open_case(app)
    async with signed_in(app, CASEY) as client:
        await choose(client, case_id, "negative")
        half = {"relied_on": await rely_on_the_referral(client, case_id), "reasons": "Half a thought"}
        left = await send(client, step(case_id, "reasons"), **half, leave="yes")
        again = await see(client, step(case_id, "reasons"))
    assert left.headers["location"] == f"/cases/{case_id}"
    box = again.soup.select_one("textarea")
    assert box is not None
    assert box.get_text().strip() == "Half a thought"


async def test_nobody_reads_what_somebody_else_is_still_writing(app: FastAPI) -> None:
    case_id = await open_case(app)
    async with signed_in(app, CASEY) as client:
        await choose(client, case_id, "negative")
        half = {"relied_on": await rely_on_the_referral(client, case_id), "reasons": "Half a thought"}
        await send(client, step(case_id, "reasons"), **half)
    async with signed_in(app, REMY) as client:
        for path in (step(case_id, "reasons"), f"/cases/{case_id}/decisions"):
            assert "Half a thought" not in (await see(client, path)).text


async def test_a_step_cannot_be_jumped_to(app: FastAPI) -> None:
    case_id = await open_case(app)
    async with signed_in(app, CASEY) as client:
        for page in ("reasons", "check"):
            shown = await see(client, step(case_id, page))
            assert shown.response.url.path == step(case_id, "outcome")


async def test_of_two_people_who_decide_at_once_one_wins_and_the_other_keeps_their_words(
    app: FastAPI,
) -> None:
    await put_in_directory(app, CASEY, REMY)
    case_id = await open_case(app)
    async with signed_in(app, CASEY) as casey, signed_in(app, REMY) as remy:
        await write(casey, case_id, "positive", "What Casey wrote")
        await write(remy, case_id, "positive", "What Remy wrote")
        answers = await asyncio.gather(
            send(casey, step(case_id, "check"), version="1"), send(remy, step(case_id, "check"), version="1")
        )
    assert sorted(answer.status_code for answer in answers) == [303, 409]
    (refused,) = [Seen(answer) for answer in answers if answer.status_code == 409]
    assert "What you sent was not recorded" in refused.text
    assert "Case taken, by Casey Sample" in refused.text
    loser = "Casey" if answers[0].status_code == 409 else "Remy"
    assert f"What {loser} wrote" in refused.text


async def test_a_case_that_somebody_else_holds_cannot_be_decided_and_the_page_says_who_has_it(
    app: FastAPI,
) -> None:
    await put_in_directory(app, REMY)
    case_id = await open_case(app)
    async with app.state.open_work() as uow:
        await commands.take_case(uow, case_id, seen=1, by=REMY.user_id, at=utcnow())
    async with signed_in(app, CASEY) as client:
        shown = await see(client, step(case_id, "outcome"), status=409)
    assert "Casey Sample has this case" in shown.text


async def test_a_decided_case_is_not_decided_again(app: FastAPI) -> None:
    case_id = await open_case(app)
    await decide(app, case_id, Outcome.POSITIVE)
    async with signed_in(app, CASEY) as client:
        shown = await see(client, step(case_id, "outcome"), status=409)
    assert "already been written" in shown.text


async def test_a_leader_does_not_decide(app: FastAPI) -> None:
    case_id = await open_case(app)
    async with signed_in(app, LEE) as client:
        await see(client, step(case_id, "outcome"), status=403)


async def test_a_reviewer_agrees_and_the_decision_stands(app: FastAPI) -> None:
    await put_in_directory(app, CASEY)
    case_id = await open_case(app)
    await decide(app, case_id, Outcome.NEGATIVE)
    async with signed_in(app, REMY) as client:
        page = await see(client, step(case_id, "review"))
        assert "MARKER of the author's reasons." in page.text
        response = await send(client, step(case_id, "review"), answer="agree", version=page.hidden("version"))
        done = await see(client, response.headers["location"])
    assert "The negative decision stands." in done.text
    assert await stage_of(app, case_id) is Stage.REASONABLE_GROUNDS_NEGATIVE


async def test_a_reviewer_returns_a_decision_with_reasons_its_author_reads(app: FastAPI) -> None:
    case_id = await open_case(app)
    await decide(app, case_id, Outcome.NEGATIVE)
    async with signed_in(app, REMY) as client:
        await send(client, step(case_id, "review"), answer="return", reasons="Ask the police.", version="2")
    async with signed_in(app, CASEY) as client:
        overview = await see(client, f"/cases/{case_id}")
        decisions = await see(client, f"/cases/{case_id}/decisions")
    assert "Your decision was returned" in overview.text
    assert "What the reviewer said Ask the police." in decisions.text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Select whether you agree with the decision or return it"),
        ({"answer": "return"}, "Enter what must be looked at again"),
    ],
)
async def test_a_review_that_says_too_little_is_asked_again(
    app: FastAPI, fields: dict[str, str], said: str
) -> None:
    case_id = await open_case(app)
    await decide(app, case_id, Outcome.NEGATIVE)
    async with signed_in(app, REMY) as client:
        shown = Seen(await send(client, step(case_id, "review"), version="2", **fields))
    assert shown.response.status_code == 422
    assert said in shown.text


async def test_the_author_sees_why_they_cannot_review_their_own_decision(app: FastAPI) -> None:
    case_id = await open_case(app)
    await decide(app, case_id, Outcome.NEGATIVE, by=REMY)
    async with signed_in(app, REMY) as client:
        overview = await see(client, f"/cases/{case_id}")
        refused = await see(client, step(case_id, "review"), status=403)
        sent = await send(client, step(case_id, "review"), version="2", answer="agree")
    assert "You wrote it, so you cannot review it" in overview.text
    assert "Somebody else must review this decision" in refused.text
    assert sent.status_code == 403
    assert await stage_of(app, case_id) is Stage.REASONABLE_GROUNDS_REVIEW


async def test_a_review_of_what_has_moved_on_keeps_the_reviewers_words(app: FastAPI) -> None:
    case_id = await open_case(app)
    await decide(app, case_id, Outcome.NEGATIVE)
    async with signed_in(app, LEE) as lee, signed_in(app, REMY) as remy:
        await send(lee, step(case_id, "review"), answer="agree", version="2")
        refused = Seen(
            await send(
                remy, step(case_id, "review"), answer="return", reasons="My careful words", version="2"
            )
        )
    assert refused.response.status_code == 409
    assert "My careful words" in refused.text
    assert "Second review: agreed" in refused.text


async def test_a_caseworker_who_does_not_review_is_kept_out(app: FastAPI) -> None:
    case_id = await open_case(app)
    await decide(app, case_id, Outcome.NEGATIVE, by=REMY)
    async with signed_in(app, CASEY) as client:
        await see(client, step(case_id, "review"), status=403)
