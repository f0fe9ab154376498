"""An imposed disqualification looked at again, by somebody who had no part in it (§8.6)."""

from datetime import date
from typing import Any

import pytest
from fastapi import FastAPI
from tests.decision.builders import ANOTHER, CASEWORKER, REVIEWER, TIMES, noon
from tests.decision.histories import Story
from tests.decision.portal_visits import CASEY, LEE, REMY, Seen, see
from tests.decision.reconsideration_builders import judged
from tests.decision.test_disqualification import considered, imposed
from tests.decision.test_disqualification_pages import act, overlay_of, step, weighed
from tests.decision.test_reconsideration_pages import TODAY, boxes
from tests.portals import signed_in

from decision.domain.asked_again import AskedAgain, AskedOutsideTime
from decision.domain.decisions import ReasonsMissing
from decision.domain.delay import Asker
from decision.domain.disqualification import DisqualificationProposal, DisqualificationState
from decision.domain.disqualified_again import (
    NobodyAsked,
    RequestWaits,
    answer,
    ask,
    waits,
)
from decision.domain.disqualifying import NothingConsidered
from decision.domain.overlays import Disqualification
from decision.domain.reconsideration import SomebodyElseMustDecide

ASKED = "2026-05-11"


def asked(on: str = ASKED, **changes: Any) -> AskedAgain:
    usual: dict[str, Any] = {
        "asked_by": Asker.LAWYER,
        "received_on": date.fromisoformat(on),
        "words": "The conviction was quashed.",
        "by": CASEWORKER,
        "at": noon(on),
    }
    return AskedAgain(**(usual | changes))


def asked_about() -> tuple[Story, DisqualificationProposal]:
    story = Story.in_recovery()
    proposal = imposed(story)
    story.then(ask(story.case, proposal, asked()))
    return story, proposal


def test_it_stays_imposed_while_a_request_waits_and_only_one_does() -> None:
    story, proposal = asked_about()
    assert (story.case.disqualification, waits(proposal)) == (Disqualification.IMPOSED, True)
    with pytest.raises(RequestWaits):
        ask(story.case, proposal, asked())


def test_only_what_is_imposed_is_asked_about_and_from_that_day_on() -> None:
    story = Story.in_recovery()
    with pytest.raises(NothingConsidered):
        ask(story.case, considered(story), asked())
    story = Story.in_recovery()
    proposal = imposed(story)
    for received_on in (date(2026, 4, 28), date(2026, 5, 12)):
        with pytest.raises(AskedOutsideTime):
            ask(story.case, proposal, asked(received_on=received_on))
    with pytest.raises(ReasonsMissing):
        ask(story.case, proposal, asked(words=" "))


@pytest.mark.parametrize("person", [CASEWORKER, REVIEWER])
def test_who_weighed_or_decided_it_does_not_answer(person: Any) -> None:
    story, proposal = asked_about()
    with pytest.raises(SomebodyElseMustDecide):
        answer(story.case, proposal, judged("2026-05-12", by=person), is_quashed=False, times=TIMES)
    assert waits(proposal)


def test_kept_it_stays_imposed_and_may_be_asked_about_again() -> None:
    story, proposal = asked_about()
    given = judged("2026-05-12", by=ANOTHER)
    story.then(answer(story.case, proposal, given, is_quashed=False, times=TIMES))
    assert (proposal.state, waits(proposal)) == (DisqualificationState.IMPOSED, False)
    with pytest.raises(NobodyAsked):
        answer(story.case, proposal, given, is_quashed=False, times=TIMES)
    story.then(ask(story.case, proposal, asked("2026-05-20")))
    assert waits(proposal)


def test_quashed_the_person_is_protected_again() -> None:
    story, proposal = asked_about()
    given = judged("2026-05-12", by=ANOTHER)
    story.then(answer(story.case, proposal, given, is_quashed=True, times=TIMES))
    assert story.case.disqualification is Disqualification.QUASHED
    assert "CLK-REC30" in story.open_rules()


async def test_a_request_is_recorded_and_answered_by_a_colleague_who_had_no_part_in_it(app: FastAPI) -> None:
    case_id = await weighed(app)
    async with signed_in(app, LEE) as client:
        await act(client, case_id, "review", answer="agree")
    async with signed_in(app, CASEY) as client:
        said = {"asked_by": "lawyer", "words": "MARKER quashed in May"} | boxes("received_on", TODAY)
        response = await act(client, case_id, "ask-again", **said)
        card = await see(client, response.headers["location"])
        assert "MARKER quashed in May" in card.text
        assert "Answer the request" not in card.text
        own = Seen(await act(client, case_id, "answer", outcome="quash", words="It was wrong."))
        assert "a colleague must answer" in own.text
    async with signed_in(app, REMY) as client:
        assert "Answer the request" in (await see(client, f"/cases/{case_id}/after-decision")).text
        await act(client, case_id, "answer", outcome="quash", words="It was wrong.")
        assert "Disqualification quashed" in (await see(client, f"/cases/{case_id}/history")).text
        await see(client, step(case_id, "answer"), status=409)
    assert await overlay_of(app, case_id) is Disqualification.QUASHED
