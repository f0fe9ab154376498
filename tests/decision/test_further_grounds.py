"""A further positive decision protects nobody by itself; somebody decides whether it does (§8.4)."""

from datetime import date
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy.exc import IntegrityError
from tests.decision.builders import TIMES, a_ruling, noon
from tests.decision.circumstance_visits import done, refused
from tests.decision.conclusive_builders import a_conclusive_ruling
from tests.decision.histories import Story
from tests.decision.portal_visits import CASEY, open_case, see
from tests.decision.reconsideration_builders import judged
from tests.portals import signed_in

from contracts.ids import CaseId
from decision import commands
from decision.domain import conclusive_grounds, further_grounds, reasonable_grounds
from decision.domain.decisions import Outcome, ReasonsMissing
from decision.domain.further_grounds import NoProtectionAwaited, NotWhileDisqualified, Protection
from decision.domain.overlays import Disqualification, Lineage
from decision.domain.timekeeping import RECOVERY_PERIODS
from plumbing.clock import utcnow

FURTHER = Lineage.FURTHER_REASONABLE_GROUNDS


def further(on: str = "2026-04-10", **changes: Any) -> Story:
    """A positive decision about what all happened before the person was first protected."""
    story = Story.open(**changes)
    story.then(story.case.change(FURTHER))
    story.then(reasonable_grounds.decide(story.case, a_ruling(at=noon(on)), times=TIMES))
    return story


def protect(story: Story, on: str = "2026-04-20", *, is_given: bool = True, **changes: Any) -> Protection:
    decided = changes.pop("decided", ())
    said, events = further_grounds.protect(
        story.case, judged(on, **changes), is_given=is_given, decided=decided, times=TIMES
    )
    story.then(events)
    return said


def test_a_further_positive_decision_starts_no_recovery_by_itself() -> None:
    story = further()
    assert not story.open_rules() & {*RECOVERY_PERIODS, "CLK-FRG"}
    assert further_grounds.awaiting(story.case, []) is story.case.decisions[-1]


def test_protection_that_is_given_counts_thirty_days_from_the_decision_which_is_day_one() -> None:
    story = further()
    said = protect(story)
    assert (said.is_given, story.due("CLK-FRG")) == (True, date(2026, 5, 9))
    with pytest.raises(NoProtectionAwaited):
        protect(story, decided=[said])


def test_protection_lasts_until_conclusive_grounds_are_decided_if_that_is_later() -> None:
    story = further()
    protect(story)
    story.sweep("2026-06-01")
    ruling = a_conclusive_ruling(at=noon("2026-06-01"))
    story.then(conclusive_grounds.decide(story.case, ruling, times=TIMES))
    (clock,) = [each for each in story.case.clocks if each.rule == "CLK-FRG"]
    assert clock.ended_on == date(2026, 6, 1)


def test_protection_that_is_not_given_starts_nothing_and_is_not_asked_again() -> None:
    story = further()
    said = protect(story, is_given=False)
    assert "CLK-FRG" not in story.open_rules()
    assert further_grounds.awaiting(story.case, [said]) is None


def test_nobody_decides_on_protection_without_reasons_or_beside_a_disqualification() -> None:
    story = further()
    with pytest.raises(ReasonsMissing):
        protect(story, words=" ")
    story.case.disqualification = Disqualification.IMPOSED
    with pytest.raises(NotWhileDisqualified):
        protect(story)
    assert not protect(story, is_given=False).is_given


@pytest.mark.parametrize("lineage", sorted(set(Lineage) - {FURTHER}))
def test_any_other_positive_decision_protects_by_itself(lineage: Lineage) -> None:
    story = Story.open()
    story.then(story.case.change(lineage))
    story.then(reasonable_grounds.decide(story.case, a_ruling(), times=TIMES))
    assert story.open_rules() & {*RECOVERY_PERIODS}
    with pytest.raises(NoProtectionAwaited):
        protect(story)


async def test_the_case_asks_for_a_decision_on_protection_and_tells_what_was_decided(app: FastAPI) -> None:
    case_id = await open_case(app)
    async with app.state.open_work() as uow:
        (await uow.cases.get(case_id)).lineage = FURTHER
    await decide_at_its_version(app, case_id)
    async with signed_in(app, CASEY) as client:
        assert "nothing of that begins by itself" in (await see(client, f"/cases/{case_id}")).text
        nothing = await refused(client, case_id, "further-protection", protect="yes", words=" ")
        assert "Enter why you decide so" in nothing.text
        after = await done(client, case_id, "further-protection", protect="yes", words="MARKER still at risk")
        assert "Protected and supported again" in after.text
        assert "MARKER still at risk" in after.text
        history = (await see(client, f"/cases/{case_id}/history")).text
        assert "Given: the person is protected and supported again." in history
        await see(client, f"/cases/{case_id}/further-protection", status=409)


async def decide_at_its_version(app: FastAPI, case_id: CaseId) -> None:
    async with app.state.open_work() as uow:
        seen = (await uow.cases.get(case_id)).version
        ruling = a_ruling(Outcome.POSITIVE, by=CASEY.user_id, at=utcnow())
        await commands.decide_reasonable_grounds(uow, case_id, ruling, seen=seen)


async def test_the_database_protects_nobody_again_without_a_decision(app: FastAPI) -> None:
    case_id = await open_case(app)
    with pytest.raises(IntegrityError, match="needs a decision to give it"):
        await start_protection(app, case_id)


async def start_protection(app: FastAPI, case_id: CaseId) -> None:
    async with app.state.open_work() as uow:
        case = await uow.cases.get(case_id)
        case.start_clocks(("CLK-FRG",), times=TIMES, on=date(2026, 4, 10))
