"""Serving a decision: to whom, from when, and what begins when it is received."""

from datetime import date
from typing import Any

import pytest
from tests.decision.builders import ANOTHER, TIMES, noon
from tests.decision.conclusive_builders import a_conclusive_ruling
from tests.decision.histories import Story
from tests.decision.letter_builders import SAFE, a_receipt, a_sending, concluded, received, refused, sent

from contracts.decision import DecisionServed
from decision.domain import conclusive_grounds, serving
from decision.domain.decisions import DecisionState
from decision.domain.earliest_day import FloorNotReached
from decision.domain.letters import Proof
from decision.domain.notices import Gets, Recipient, notices, notices_of
from decision.domain.overlays import Disqualification, Whereabouts
from decision.domain.serving import (
    AddressMissing,
    AddressNotSafe,
    DoesNotStand,
    NothingGoesOut,
    NotToThem,
    NotYetHappened,
    ReceivedBeforeSent,
    ReceivedThatDay,
    SentBeforeDecided,
)

EXIT = {"CLK-EXIT-NRG", "CLK-EXIT-NCG", "CLK-MO45", "CLK-MO14"}


def exits(story: Story) -> dict[str, date | None]:
    return {rule: story.due(rule) for rule in story.open_rules() & EXIT}


def test_an_adult_gets_the_reasons_of_a_negative_decision_and_those_of_a_positive_stay_on_file() -> None:
    negative, positive = refused("2026-04-10").case, concluded("2026-06-01").case
    assert notices_of(negative, negative.decisions[-1])[Recipient.PERSON].gets is Gets.LETTER_WITH_REASONS
    assert notices_of(positive, positive.decisions[-1])[Recipient.PERSON].gets is Gets.LETTER


def test_organisations_get_a_notice_without_reasons() -> None:
    case = refused("2026-04-10").case
    told = notices_of(case, case.decisions[-1])
    organisations = (Recipient.FIRST_RESPONDER, Recipient.SUPPORT_PROVIDER, Recipient.POLICE)
    assert {told[each].gets for each in organisations} == {Gets.NOTICE}


def test_a_childs_papers_go_only_to_who_stands_for_the_child() -> None:
    case = refused("2026-04-10", age_band="child").case
    told = notices_of(case, case.decisions[-1])
    papers = {each for each, notice in told.items() if notice.gets is not Gets.NOTICE}
    assert papers == {Recipient.REPRESENTATIVE, Recipient.LOCAL_AUTHORITY, Recipient.GUARDIAN}
    assert Recipient.PERSON not in told


def test_who_does_not_want_support_has_no_provider_to_tell() -> None:
    case = refused("2026-04-10", is_support_wanted=False).case
    assert Recipient.SUPPORT_PROVIDER not in notices_of(case, case.decisions[-1])


def test_every_recipient_of_the_list_says_where_it_comes_from() -> None:
    assert notices().confidence.in_words == "guidance, March 2020"


def test_a_letter_sent_is_announced_without_saying_who_it_went_to_by_name() -> None:
    story = refused("2026-04-10")
    sent(story)
    served = story.events[-1]
    assert isinstance(served, DecisionServed)
    assert (served.recipient, served.received_on) == ("person", None)
    assert SAFE not in served.model_dump_json()


@pytest.mark.parametrize("recipient", [Recipient.PERSON])
def test_a_child_is_never_sent_their_own_papers(recipient: Recipient) -> None:
    with pytest.raises(NotToThem):
        sent(refused("2026-04-10", age_band="child"), recipient=recipient)


def test_only_a_decision_that_stands_is_served() -> None:
    story = Story.awaiting_conclusive_grounds()
    ruling = a_conclusive_ruling(None)
    story.then(conclusive_grounds.decide(story.case, ruling, times=TIMES))
    with pytest.raises(DoesNotStand):
        sent(story, sent_on=date(2026, 6, 2), at=noon("2026-06-02"))


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        pytest.param({"sent_on": date(2026, 4, 9)}, SentBeforeDecided, id="before it was decided"),
        pytest.param({"sent_on": date(2026, 4, 11)}, NotYetHappened, id="tomorrow"),
        pytest.param({"address": " "}, AddressMissing, id="nowhere"),
        pytest.param({"is_address_safe": False}, AddressNotSafe, id="not known to be safe"),
    ],
)
def test_a_sending_that_cannot_be_so_is_refused_and_changes_nothing(
    changes: dict[str, Any], refusal: type[Exception]
) -> None:
    story = refused("2026-04-10")
    with pytest.raises(refusal):
        sent(story, **changes)
    assert not any(isinstance(event, DecisionServed) for event in story.events)


@pytest.mark.parametrize("written", [SAFE, SAFE.upper(), SAFE.replace(", ", "\n"), f" {SAFE}. "])
def test_no_letter_goes_to_an_address_of_the_exploitation_whoever_calls_it_safe(written: str) -> None:
    with pytest.raises(AddressNotSafe):
        sent(refused("2026-04-10"), address=written, unsafe=[SAFE])


def test_a_floor_that_has_moved_holds_the_letter_back() -> None:
    story = concluded("2026-06-01")
    floor = next(clock for clock in story.case.clocks if clock.rule == "CLK-CG-MIN")
    floor.due_on = date(2026, 6, 8)
    with pytest.raises(FloorNotReached):
        sent(story)
    later = a_sending(story.case.decisions[-1], sent_on=date(2026, 6, 8), at=noon("2026-06-08"))
    assert serving.send(story.case, later, unsafe=())[0].not_before == date(2026, 6, 8)


def test_a_pilot_panel_has_no_floor_to_wait_for() -> None:
    story = concluded("2026-06-01")
    floor = next(clock for clock in story.case.clocks if clock.rule == "CLK-CG-MIN")
    floor.due_on, story.case.is_pilot = date(2026, 6, 8), True
    letter, _ = serving.send(story.case, a_sending(story.case.decisions[-1]), unsafe=())
    assert letter.not_before is None


def test_nothing_goes_out_about_somebody_who_has_died_unless_a_person_decides_it_and_says_why() -> None:
    story = refused("2026-04-10")
    story.case.whereabouts = Whereabouts.DECEASED
    with pytest.raises(NothingGoesOut):
        sent(story, recipient=Recipient.POLICE)
    with pytest.raises(NothingGoesOut):
        sent(story, recipient=Recipient.PERSON, why_after_death="The family asked")
    assert sent(story, recipient=Recipient.POLICE, why_after_death="They investigate").after_death


@pytest.mark.parametrize(
    ("story", "on", "begun"),
    [
        (refused("2026-04-01"), "2026-04-01", {"CLK-EXIT-NRG": date(2026, 4, 16)}),
        (concluded("2026-06-01", is_negative=True), "2026-06-01", {"CLK-EXIT-NCG": date(2026, 6, 12)}),
        (concluded("2026-06-01", is_negative=True), "2026-06-05", {"CLK-EXIT-NCG": date(2026, 6, 18)}),
        (concluded("2026-05-11"), "2026-05-11", {"CLK-MO45": date(2026, 6, 25)}),
        (Story.in_recovery("2026-04-10"), "2026-04-13", {}),
        (refused("2026-04-01", nation="scotland"), "2026-04-01", {}),
        (refused("2020-03-20"), "2020-03-27", {}),
    ],
    ids=["rg", "cg", "cg over June", "positive", "positive rg", "scotland", "before the guidance"],
)
def test_the_way_out_begins_on_the_day_of_receipt(story: Story, on: str, begun: dict[str, date]) -> None:
    letter = sent(story)
    assert exits(story) == {}, "unknown receipt: not started"
    received(story, letter, on)
    assert exits(story) == begun


def test_the_rule_is_the_one_of_the_day_of_the_decision_and_the_count_begins_at_receipt() -> None:
    story = refused("2020-03-20")
    received(story, sent(story), "2020-03-27")
    assert exits(story) == {}
    later = refused("2020-03-24")
    received(later, sent(later), "2020-03-27")
    clock = later.case.open_clocks("CLK-EXIT-NRG")[0]
    assert (clock.selected_on, clock.started_on) == (date(2020, 3, 24), date(2020, 3, 27))


def test_before_october_2018_moving_on_began_with_the_decision_and_receipt_adds_nothing() -> None:
    story = concluded("2018-06-01", recovering="2018-04-10")
    assert set(exits(story)) == {"CLK-MO14"}
    received(story, sent(story), "2018-06-04")
    assert set(exits(story)) == {"CLK-MO14"}


def test_what_an_organisation_receives_begins_nothing() -> None:
    story = refused("2026-04-10")
    names = received(story, sent(story, recipient=Recipient.POLICE), "2026-04-13")
    assert (names, exits(story)) == (["DecisionServed"], {})


def test_a_letter_to_the_named_lawyer_counts_and_the_first_receipt_is_the_one() -> None:
    story = refused("2026-04-01")
    own, lawyers = sent(story), sent(story, recipient=Recipient.REPRESENTATIVE)
    received(story, own, "2026-04-08", lawyers)
    was = exits(story)
    received(story, lawyers, "2026-04-09", own)
    assert exits(story) == was


def test_a_day_of_receipt_put_right_moves_the_way_out_and_says_from_where() -> None:
    story = refused("2026-04-01")
    letter = sent(story)
    received(story, letter, "2026-04-08")
    assert received(story, letter, "2026-04-01") == ["DecisionServed", "ClockRecomputed"]
    assert exits(story) == {"CLK-EXIT-NRG": date(2026, 4, 16)}


def test_a_receipt_that_cannot_be_so_is_refused() -> None:
    story = refused("2026-04-10")
    letter = sent(story, sent_on=date(2026, 4, 13), at=noon("2026-04-13"))
    with pytest.raises(ReceivedBeforeSent):
        received(story, letter, "2026-04-12")
    tomorrow = a_receipt("2026-04-14", at=noon("2026-04-13"))
    with pytest.raises(NotYetHappened):
        serving.record_receipt(story.case, letter, tomorrow, letters=[letter], times=TIMES)
    received(story, letter, "2026-04-14")
    with pytest.raises(ReceivedThatDay):
        received(story, letter, "2026-04-14")
    assert (letter.proof, letter.receipt_by != ANOTHER) == (Proof.SIGNATURE, True)


def test_a_decision_opened_again_starts_no_way_out() -> None:
    story = refused("2026-04-10")
    letter = sent(story)
    story.case.decisions[-1].state = DecisionState.REOPENED
    received(story, letter, "2026-04-13")
    assert exits(story) == {}


def test_an_accepted_reconsideration_starts_no_way_out() -> None:
    story = refused("2026-04-10")
    letter = sent(story)
    story.then(story.case.start_clocks(("CLK-RECON-DEC",), times=TIMES, on=date(2026, 4, 12)))
    received(story, letter, "2026-04-13")
    assert exits(story) == {}


def test_a_disqualified_person_is_owed_no_support_to_move_on_from() -> None:
    story = concluded("2026-06-01")
    letter = sent(story)
    story.case.disqualification = Disqualification.IMPOSED
    assert (
        serving.record_receipt(story.case, letter, a_receipt("2026-06-02"), letters=[letter], times=TIMES)[1:]
        == []
    )


def test_who_is_still_to_be_told_shrinks_with_every_letter() -> None:
    story = refused("2026-04-10")
    decision = story.case.decisions[-1]
    first = sent(story, recipient=Recipient.POLICE)
    left = {each.recipient for each in serving.still_to_be_told(story.case, decision, [first])}
    assert left == {Recipient.PERSON, Recipient.FIRST_RESPONDER, Recipient.SUPPORT_PROVIDER}
    lawyers = sent(story, recipient=Recipient.REPRESENTATIVE)
    left = {each.recipient for each in serving.still_to_be_told(story.case, decision, [first, lawyers])}
    assert Recipient.PERSON not in left
