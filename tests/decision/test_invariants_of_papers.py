"""What must never be wrong of papers and of support that ends (§11 of the domain notes)."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests.decision.builders import ANOTHER, TIMES, noon
from tests.decision.histories import Story
from tests.decision.lives import endings
from tests.decision.lives.dice import Dice
from tests.decision.lives.letters import UNSAFE
from tests.decision.lives.life import Life, Photo, clocks_of
from tests.decision.lives.random_lives import lived, lives

from contracts.decision import DecisionServed
from decision.domain import reconsidering
from decision.domain.letters import FOR_THE_PERSON, received_by_the_person
from decision.domain.reconsideration import Judgement
from decision.domain.timekeeping import EXIT_PERIODS

FROM_RECEIPT = tuple(rule for rule in EXIT_PERIODS if rule != "CLK-MO14")
AFTER_A_NEGATIVE = ("CLK-EXIT-NCG", "CLK-EXIT-NRG")


@lived
@given(lives(age_band="child"))
def test_invariant_05_no_paper_is_addressed_to_a_child(life: Life) -> None:
    for moment in life.done():
        for event in moment.events:
            if isinstance(event, DecisionServed) and moment.act == "send":
                assert moment.before["age_band"] != "child" or event.recipient != "person"


@lived
@given(lives())
def test_invariant_13_no_letter_goes_to_an_address_linked_to_the_exploitation(life: Life) -> None:
    unsafe = {plain(address) for address in UNSAFE}
    for letter in life.letters:
        assert plain(life.addresses[letter.id]) not in unsafe


@lived
@given(lives())
def test_invariant_14_an_exit_period_runs_from_receipt_and_not_before_it_is_known(life: Life) -> None:
    """The older move-on period, until September 2018, ran from the decision."""
    recorded = set[object]()
    for moment in life.done():
        recorded |= received_days(moment.after)
        for clock in clocks_of(moment.after, *FROM_RECEIPT):
            assert clock["started_on"] in recorded
    for running in life.case.open_clocks(*FROM_RECEIPT):
        (decision,) = [each for each in life.case.decisions if each.decided_on == running.selected_on][-1:]
        assert running.started_on == received_by_the_person(life.letters, decision)


@lived
@given(lives())
def test_invariant_15_asking_for_a_reconsideration_changes_no_exit_date_and_acceptance_removes_it(
    life: Life,
) -> None:
    for moment in life.done():
        if moment.act == "request":
            assert clocks_of(moment.after, *EXIT_PERIODS) == clocks_of(moment.before, *EXIT_PERIODS)
        elif moment.act == "accept":
            assert open_of(moment.after, *AFTER_A_NEGATIVE) == []


@given(st.integers(0, 6), st.integers(0, 6))
def test_invariant_15_holds_while_support_after_a_negative_runs_out(asked: int, accepted: int) -> None:
    story = Story.negative()
    received_on = noon("2026-04-14").date()
    story.then(story.case.start_clocks(("CLK-EXIT-NRG",), times=TIMES, on=received_on))
    life = Life(story.case, TIMES, received_on + timedelta(days=asked), {}, story.events)
    plain_request = Dice(lambda low, _high: low)
    story.then(endings.request(life, plain_request))
    assert "CLK-EXIT-NRG" in story.open_rules()
    assert story.due("CLK-EXIT-NRG") == date(2026, 4, 27)
    life.day += timedelta(days=accepted)
    judged = Judgement(words="There is new evidence.", by=ANOTHER, at=life.at())
    story.then(reconsidering.accept(story.case, life.requests[0], judged, times=TIMES))
    assert "CLK-EXIT-NRG" not in story.open_rules()


def received_days(taken: Photo) -> set[object]:
    """Of letters to the person, or to whoever receives them for the person."""
    letters = [each for each in taken["beside"] if "gets" in each]
    return {each["received_on"] for each in letters if each["received_on"] and each["gets"] in FOR_THE_PERSON}


def open_of(taken: Photo, *rules: str) -> list[object]:
    return [clock for clock in clocks_of(taken, *rules) if clock["ended_on"] is None]


def plain(address: str) -> str:
    return "".join(sign for sign in address.casefold() if sign.isalnum())
