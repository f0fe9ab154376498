"""The comparison at the end of a simulation: what agrees, and what must be told when it does not."""

from collections.abc import Callable
from datetime import date, datetime

import pytest

from nrm.simulate.counts import Reading
from nrm.simulate.reconciliation import Line, due_on_for, reconcile
from nrm.simulate.sampler import Drawn
from nrm.simulate.story import Story

SENT_AT = "2026-04-01T09:00:00+00:00"
REFERRAL, NOTIFICATION = "referral-1", "notification-1"


def a_story(**changed: object) -> Story:
    drawn = Drawn(
        number=1,
        route="nrm",
        age="adult",
        responder="police",
        nationality="Albanian",
        exploitation="labour",
        gender="male",
        nation="england",
        outcome="positive",
        wants_support=True,
    )
    values = {"referral_id": REFERRAL, "reference": "NRM-1", "outcome": "positive", "has_arrived": True}
    return Story(drawn, "run/1", lambda mark: None, **(values | changed))  # type: ignore[arg-type]  # of the right kinds


def a_notification() -> Story:
    drawn = Drawn(
        number=2,
        route="dtn",
        age="adult",
        responder="ngo",
        nationality="UK",
        exploitation="criminal",
        gender="female",
        nation="wales",
    )
    return Story(drawn, "run/2", lambda mark: None, referral_id=NOTIFICATION, reference="NRM-2")


def a_reading() -> Reading:
    """Everything as it should be for one referral, decided and placed, and one notification."""
    reading = Reading()
    for referral_id, stage in ((REFERRAL, "positive"), (NOTIFICATION, "sent")):
        reading.listed[referral_id] = {"id": referral_id, "stage": stage, "sent_at": SENT_AT}
        reading.listings[referral_id] = 1
    clock = {"rule": "CLK-RG", "due_on": "2026-04-10"}
    decision = {"outcome": "positive", "state": "stands"}
    reading.cases = {REFERRAL: [{"clocks": [clock], "decisions": [decision]}], NOTIFICATION: []}
    reading.support = {REFERRAL: [{"placement_state": "in_residence"}], NOTIFICATION: []}
    reading.notifications[NOTIFICATION] = 1
    return reading


def differing(reading: Reading, *stories: Story) -> dict[str, Line]:
    lines = reconcile(stories or (a_story(), a_notification()), reading)
    return {line.what: line for line in lines if not line.agrees}


def test_everything_in_its_place_agrees() -> None:
    assert differing(a_reading()) == {}


def lose_the_case(reading: Reading) -> None:
    reading.cases[REFERRAL] = []


def open_two_cases(reading: Reading) -> None:
    reading.cases[REFERRAL] *= 2


def count_another_day(reading: Reading) -> None:
    reading.cases[REFERRAL][0]["clocks"][0]["due_on"] = "2026-04-09"


def lose_the_notification(reading: Reading) -> None:
    reading.notifications.clear()


def open_a_case_for_a_notification(reading: Reading) -> None:
    reading.cases[NOTIFICATION] = reading.cases[REFERRAL]


def open_two_support_cases(reading: Reading) -> None:
    reading.support[REFERRAL] *= 2


def support_who_did_not_ask(reading: Reading) -> None:
    reading.support[NOTIFICATION] = reading.support[REFERRAL]


def forget_to_tell_the_referrer(reading: Reading) -> None:
    reading.listed[REFERRAL]["stage"] = "with-decider"


def hide_from_the_referrer(reading: Reading) -> None:
    del reading.listings[REFERRAL]


def send_twice(reading: Reading) -> None:
    reading.twice.append("NRM-1B")


def move_out(reading: Reading) -> None:
    reading.support[REFERRAL][0]["placement_state"] = "departed"


@pytest.mark.parametrize(
    ("breaking", "line", "named"),
    [
        (lose_the_case, "referrals with exactly one case", "NRM-1"),
        (open_two_cases, "referrals with exactly one case", "NRM-1"),
        (count_another_day, "cases with the right CLK-RG due date", "NRM-1"),
        (lose_the_notification, "notifications recorded exactly once", "NRM-2"),
        (open_a_case_for_a_notification, "notifications that became a case", "NRM-2"),
        (open_two_support_cases, "support wanted, with exactly one support case", "NRM-1"),
        (support_who_did_not_ask, "support cases nobody asked for", "NRM-2"),
        (forget_to_tell_the_referrer, "decisions the referrer is told", "NRM-1"),
        (hide_from_the_referrer, "seen once by their referrer, with a stage", "NRM-1"),
        (send_twice, "referrals sent twice", "NRM-1B"),
        (move_out, "placed, and living there", "NRM-1"),
    ],
)
def test_whatever_is_not_as_it_should_be_is_told_by_name(
    breaking: Callable[[Reading], None], line: str, named: str
) -> None:
    reading = a_reading()
    breaking(reading)
    assert list(differing(reading)[line].differing) == [named]


def test_a_story_that_stopped_is_told_with_its_reason() -> None:
    story = a_story(stopped="NeverCame: the case")
    told = differing(a_reading(), story)["stories that came to a stop"]
    assert list(told.differing) == ["NRM-1 (NeverCame: the case)"]


def test_what_was_never_sent_is_told_by_its_number() -> None:
    story = a_story(referral_id="", reference="")
    assert list(differing(a_reading(), story)["sent, with a receipt"].differing) == ["number 1"]


@pytest.mark.parametrize(
    ("sent_at", "due_on"),
    [
        pytest.param("2026-04-01T09:00:00+00:00", "2026-04-10", id="over Easter"),
        pytest.param("2026-08-29T09:00:00+00:00", "2026-09-07", id="on a Saturday"),
        pytest.param("2026-06-07T23:30:00+00:00", "2026-06-15", id="already Monday in London"),
    ],
)
def test_the_due_date_is_counted_from_what_the_referrer_sees(sent_at: str, due_on: str) -> None:
    assert due_on_for(datetime.fromisoformat(sent_at)) == date.fromisoformat(due_on)
