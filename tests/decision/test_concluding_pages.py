import pytest
from fastapi import FastAPI
from tests.decision.conclusive_visits import (
    NOTHING_FOUND,
    TRAFFICKING_FOUND,
    conclude,
    page_of,
    pending,
    record,
    recovering,
    the_case,
    write,
)
from tests.decision.portal_visits import CASEY, LEE, REMY, Seen, see, send
from tests.decision.referral_service import ReferralServiceDouble, evidence_line
from tests.portals import signed_in

from decision.domain.decisions import Source
from decision.domain.definition import Head
from decision.domain.stages import Stage


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


async def test_a_decision_recorded_twice_is_recorded_once(app: FastAPI) -> None:
    case_id = await pending(app)
    async with signed_in(app, CASEY) as client:
        check = await write(client, case_id, "trafficking", TRAFFICKING_FOUND)
        await record(client, case_id, check)
        again = await send(client, page_of(case_id, "check"), version=check.hidden("version"))
    assert again.status_code == 409
    assert len((await the_case(app, case_id)).decisions) == 2
