import httpx
import pytest
from fastapi import FastAPI
from tests.decision.conclusive_visits import (
    NOTHING_FOUND,
    TRAFFICKING_FOUND,
    conclude,
    page_of,
    pending,
    recovering,
    sweep,
    the_case,
)
from tests.decision.portal_visits import CASEY, LEE, REMY, Seen, see, send
from tests.decision.referral_service import ReferralServiceDouble, evidence_line
from tests.portals import signed_in

from contracts.ids import CaseId
from decision.domain.decisions import DecisionState, Source
from decision.domain.definition import Head
from decision.domain.stages import Stage


async def write(client: httpx.AsyncClient, case_id: CaseId, outcome: str, findings: dict[str, str]) -> Seen:
    """To the check page, relying on the referral."""
    await send(client, page_of(case_id, "outcome"), outcome=outcome)
    await send(client, page_of(case_id, "findings"), **findings)
    reasons = await see(client, page_of(case_id, "reasons"))
    first = reasons.soup.select_one("input[name=relied_on]")
    assert first is not None
    relied_on = str(first["value"])
    await send(client, page_of(case_id, "reasons"), relied_on=relied_on, reasons="My MARKER reasons")
    return await see(client, page_of(case_id, "check"))


async def record(client: httpx.AsyncClient, case_id: CaseId, check: Seen) -> Seen:
    sent = await send(client, page_of(case_id, "check"), version=check.hidden("version"))
    assert sent.status_code == 303, sent.text
    return await see(client, sent.headers["location"])


async def test_a_positive_decision_is_written_page_by_page_and_stands(app: FastAPI) -> None:
    case_id = await pending(app)
    async with signed_in(app, CASEY) as client:
        overview = await see(client, f"/cases/{case_id}")
        assert "Record a decision" in overview.text
        outcome = await see(client, page_of(case_id, "outcome"))
        assert "On the balance of probabilities" in outcome.text
        assert "Version PV-NABA" in outcome.text
        check = await write(client, case_id, "trafficking", TRAFFICKING_FOUND)
        assert "Trafficking, means: not needed" in check.text
        assert "What the referral says" in check.text
        done = await record(client, case_id, check)
    assert "The positive conclusive grounds decision stands." in done.text
    assert "Positive conclusive grounds decision" in done.text
    assert "My MARKER reasons" in done.text
    case = await the_case(app, case_id)
    assert case.stage is Stage.CONCLUSIVE_GROUNDS_POSITIVE
    assert case.decisions[-1].head is Head.TRAFFICKING


async def test_both_heads_are_asked_about_unless_the_outcome_is_trafficking(app: FastAPI) -> None:
    case_id = await pending(app)
    async with signed_in(app, CASEY) as client:
        await send(client, page_of(case_id, "outcome"), outcome="trafficking")
        one = await see(client, page_of(case_id, "findings"))
        await send(client, page_of(case_id, "outcome"), outcome="neither")
        both = await see(client, page_of(case_id, "findings"))
    assert not one.soup.select("input[name=slavery_service]")
    assert both.soup.select("input[name=slavery_service]")


@pytest.mark.parametrize(
    ("outcome", "findings", "message"),
    [
        ("trafficking", {}, "Select whether you find the action of trafficking"),
        ("trafficking", TRAFFICKING_FOUND | {"trafficking_purpose": "not_found"}, "another outcome"),
        (
            "neither",
            NOTHING_FOUND | {"slavery_means": "found", "slavery_service": "found"},
            "another outcome",
        ),
        ("neither", NOTHING_FOUND | TRAFFICKING_FOUND, "the outcome is trafficking"),
    ],
)
async def test_findings_that_do_not_lead_to_the_outcome_are_put_right_first(
    app: FastAPI, outcome: str, findings: dict[str, str], message: str
) -> None:
    case_id = await pending(app)
    async with signed_in(app, CASEY) as client:
        await send(client, page_of(case_id, "outcome"), outcome=outcome)
        refused = Seen(await send(client, page_of(case_id, "findings"), **findings))
        reasons = await client.get(page_of(case_id, "reasons"))
    assert refused.response.status_code == 422
    assert "There is a problem" in refused.text
    assert message in refused.text
    assert reasons.status_code == 303


async def test_the_outcome_changed_after_the_findings_asks_for_them_again(app: FastAPI) -> None:
    case_id = await pending(app)
    async with signed_in(app, CASEY) as client:
        await write(client, case_id, "trafficking", TRAFFICKING_FOUND)
        await send(client, page_of(case_id, "outcome"), outcome="neither")
        again = await client.get(page_of(case_id, "check"))
    assert again.headers["location"] == page_of(case_id, "findings")


async def test_what_a_decision_relies_on_is_chosen_from_what_belongs_to_the_case(
    app: FastAPI, referral_service: ReferralServiceDouble
) -> None:
    referral_service.evidence = [evidence_line("letter.pdf"), evidence_line("waiting.pdf", state="waiting")]
    case_id = await pending(app)
    async with signed_in(app, CASEY) as client:
        await send(client, page_of(case_id, "outcome"), outcome="trafficking")
        await send(client, page_of(case_id, "findings"), **TRAFFICKING_FOUND)
        asked = await see(client, page_of(case_id, "reasons"))
        nothing = Seen(await send(client, page_of(case_id, "reasons"), reasons="My words"))
        foreign = Seen(
            await send(
                client,
                page_of(case_id, "reasons"),
                reasons="My words",
                relied_on="evidence:00000000-0000-7000-8000-00000000000f",
            )
        )
        await send(
            client,
            page_of(case_id, "reasons"),
            reasons="My words",
            relied_on="evidence:00000000-0000-7000-8000-000000000002",
        )
        check = await see(client, page_of(case_id, "check"))
        await record(client, case_id, check)
    assert "File: letter.pdf" in asked.text
    assert "waiting.pdf" not in asked.text, "nobody can have read it"
    assert "Select what the decision relies on" in nothing.text
    assert "My words" in nothing.text
    assert foreign.response.status_code == 422
    assert "is not listed any more" in foreign.text
    assert "File: letter.pdf" in check.text
    decision = (await the_case(app, case_id)).decisions[-1]
    assert [each.source for each in decision.relied_on] == [Source.EVIDENCE]


async def test_without_the_referral_service_a_decision_can_still_rely_on_the_referral(
    app: FastAPI, referral_service: ReferralServiceDouble
) -> None:
    case_id = await pending(app)
    referral_service.is_away = True
    async with signed_in(app, CASEY) as client:
        check = await write(client, case_id, "trafficking", TRAFFICKING_FOUND)
        reasons = await see(client, page_of(case_id, "reasons"))
    assert "The referral service is not answering" in reasons.text
    assert "What the referral says" in check.text


async def test_a_negative_decision_goes_to_a_second_person_who_agrees(app: FastAPI) -> None:
    case_id = await pending(app)
    async with signed_in(app, CASEY) as client:
        check = await write(client, case_id, "neither", NOTHING_FOUND)
        done = await record(client, case_id, check)
        await see(client, page_of(case_id, "review"), status=403)
    async with signed_in(app, REMY) as client:
        overview = await see(client, f"/cases/{case_id}")
        review = await see(client, page_of(case_id, "review"))
        sent = await send(
            client, page_of(case_id, "review"), answer="agree", version=review.hidden("version")
        )
        agreed = await see(client, sent.headers["location"])
        history = await see(client, f"/cases/{case_id}/history")
    assert "waits for a second person" in done.text
    assert "Review the decision" in overview.text
    assert "My MARKER reasons" in review.text
    assert "Slavery, servitude or forced labour, service: not found" in review.text
    assert "You have agreed. The negative conclusive grounds decision stands." in agreed.text
    assert "Conclusive grounds decided: negative" in history.text
    assert "Negative conclusive grounds decision written" in history.text


async def test_a_reviewer_who_wrote_the_decision_is_turned_away_with_the_reason(app: FastAPI) -> None:
    case_id = await recovering(app, days_ago=40, by=REMY)
    await conclude(app, case_id, None, by=REMY)
    version = str((await the_case(app, case_id)).version)
    async with signed_in(app, REMY) as client:
        own = await see(client, page_of(case_id, "review"), status=403)
        sent = await send(client, page_of(case_id, "review"), answer="agree", version=version)
    assert "Somebody else must review this decision" in own.text
    assert sent.status_code == 403
    assert (await the_case(app, case_id)).stage is Stage.CONCLUSIVE_GROUNDS_REVIEW


async def test_a_returned_decision_comes_back_with_the_reviewers_words(app: FastAPI) -> None:
    case_id = await pending(app)
    await conclude(app, case_id, None)
    async with signed_in(app, LEE) as client:
        review = await see(client, page_of(case_id, "review"))
        version = review.hidden("version")
        silent = Seen(await send(client, page_of(case_id, "review"), answer="return", version=version))
        words = "Ask the police"
        await send(client, page_of(case_id, "review"), answer="return", version=version, reasons=words)
    async with signed_in(app, CASEY) as client:
        overview = await see(client, f"/cases/{case_id}")
        decisions = await see(client, f"/cases/{case_id}/decisions")
    assert "Enter what must be looked at again" in silent.text
    assert "Your decision was returned" in overview.text
    assert "Ask the police" in decisions.text


async def test_of_two_reviewers_the_later_keeps_their_words(app: FastAPI) -> None:
    case_id = await pending(app)
    await conclude(app, case_id, None)
    version = str((await the_case(app, case_id)).version)
    async with signed_in(app, LEE) as lee, signed_in(app, REMY) as remy:
        await send(lee, page_of(case_id, "review"), answer="agree", version=version)
        late = await send(
            remy, page_of(case_id, "review"), answer="return", version=version, reasons="My careful words"
        )
    assert late.status_code == 409
    assert "My careful words" in Seen(late).text


async def test_a_decision_written_early_is_held_and_says_so_everywhere(app: FastAPI) -> None:
    case_id = await recovering(app)
    async with signed_in(app, CASEY) as client:
        overview = await see(client, f"/cases/{case_id}")
        check = await write(client, case_id, "trafficking", TRAFFICKING_FOUND)
        done = await record(client, case_id, check)
        after = await see(client, f"/cases/{case_id}")
        held = await see(client, page_of(case_id, "held"))
        again = await see(client, page_of(case_id, "outcome"), status=409)
        history = await see(client, f"/cases/{case_id}/history")
    assert "Write the decision now, to be held until its day" in overview.text
    assert "Write the decision and hold it" in check.text
    assert "held until" in check.text
    assert "It is not served before its day" in done.text
    assert "A decision is written and held until" in after.text
    assert "Decision held" in after.text
    assert "nothing is served by the calendar alone" in held.text
    assert not held.soup.select("input[value=confirm]"), "its day has not come"
    assert "waits for its day" in again.text
    assert "Decision held" in history.text
    assert (await the_case(app, case_id)).stage is Stage.RECOVERY


async def test_a_held_decision_is_not_confirmed_early_even_if_a_page_is_made_up(app: FastAPI) -> None:
    case_id = await recovering(app)
    await conclude(app, case_id)
    version = str((await the_case(app, case_id)).version)
    async with signed_in(app, CASEY) as client:
        refused = Seen(await send(client, page_of(case_id, "held"), answer="confirm", version=version))
    assert refused.response.status_code == 422
    assert "cannot be confirmed before" in refused.text
    assert (await the_case(app, case_id)).decisions[-1].state is DecisionState.HELD


async def held_and_due(app: FastAPI) -> CaseId:
    """Written on day 25, and now it is day 40."""
    case_id = await recovering(app, days_ago=40, is_swept=False)
    assert await conclude(app, case_id, days_ago=15) is DecisionState.HELD
    await sweep(app)
    return case_id


async def test_when_its_day_has_come_the_case_asks_for_the_decision_to_be_confirmed(app: FastAPI) -> None:
    case_id = await held_and_due(app)
    async with signed_in(app, CASEY) as client:
        overview = await see(client, f"/cases/{case_id}")
        held = await see(client, page_of(case_id, "held"))
        sent = await send(client, page_of(case_id, "held"), answer="confirm", version=held.hidden("version"))
        done = await see(client, sent.headers["location"])
    assert "The day of the decision that was held has come" in overview.text
    assert "Its day has come" in held.text
    assert "The positive conclusive grounds decision stands." in done.text


async def test_a_held_decision_is_set_aside_with_reasons_and_another_can_be_written(app: FastAPI) -> None:
    case_id = await held_and_due(app)
    async with signed_in(app, CASEY) as client:
        version = (await see(client, page_of(case_id, "held"))).hidden("version")
        silent = Seen(await send(client, page_of(case_id, "held"), answer="set_aside", version=version))
        sent = await send(
            client, page_of(case_id, "held"), answer="set_aside", version=version, reasons="New report"
        )
        decisions = await see(client, sent.headers["location"])
        outcome = await see(client, page_of(case_id, "outcome"))
    assert "Enter why the decision is set aside" in silent.text
    assert "Set aside, because New report" in decisions.text
    assert outcome.response.status_code == 200


async def test_who_held_pages_are_for_and_where_nothing_is_held(app: FastAPI) -> None:
    case_id = await pending(app)
    async with signed_in(app, CASEY) as client:
        await see(client, page_of(case_id, "held"), status=409)
    async with signed_in(app, LEE) as client:
        await see(client, page_of(case_id, "held"), status=403)
        await see(client, page_of(case_id, "outcome"), status=403)


async def test_a_decision_recorded_twice_is_recorded_once(app: FastAPI) -> None:
    case_id = await pending(app)
    async with signed_in(app, CASEY) as client:
        check = await write(client, case_id, "trafficking", TRAFFICKING_FOUND)
        await record(client, case_id, check)
        again = await send(client, page_of(case_id, "check"), version=check.hidden("version"))
    assert again.status_code == 409
    assert len((await the_case(app, case_id)).decisions) == 2
