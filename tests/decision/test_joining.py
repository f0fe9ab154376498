"""Two cases of one person: linked, merged, and apart again."""

from collections.abc import Callable
from datetime import timedelta
from itertools import count
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.decision.builders import (
    ANOTHER,
    CASEWORKER,
    TIMES,
    WEDNESDAY_1_APRIL,
    a_case,
    a_case_under_review,
    a_positive_case,
    names,
    noon,
    received,
)

from contracts.decision import CasesLinked
from contracts.events import Event
from contracts.ids import UserId
from decision.domain import joining
from decision.domain.case import Case, Received, TakenBySomebodyElse
from decision.domain.joining import Join, JoinedCases, Pair, Told
from decision.domain.overlays import Lineage
from decision.domain.replay import CaseTold, replay
from decision.domain.stages import Stage, Step

AT = noon("2026-04-20")


MINUTES = count()


def said(by: UserId = CASEWORKER, *, lineage: Lineage | None = None) -> Join:
    """Each a minute after the one before."""
    return Join(id=uuid4(), lineage=lineage, by=by, at=AT + timedelta(minutes=next(MINUTES)))


def a_pair(**later: Any) -> Pair:
    return Pair(a_case(), a_case(received_at=WEDNESDAY_1_APRIL + timedelta(days=9), **later))


def merged(pair: Pair) -> JoinedCases:
    return joining.merge(pair, said(), standing=[])[0]


def of(change: Callable[[Case], object]) -> Case:
    case = a_case()
    change(case)
    return case


def test_the_case_received_first_stands_first_whichever_is_named_first() -> None:
    pair = a_pair()
    for one, other in ((pair.earlier, pair.later), (pair.later, pair.earlier)):
        assert Pair.of(one, other) == pair
    with pytest.raises(joining.OneCaseOnly):
        Pair.of(pair.later, pair.later)


def test_a_link_leaves_both_cases_to_go_on_by_themselves() -> None:
    pair = a_pair()
    joined, told = joining.link(pair, said(), standing=[])
    assert (joined.later_id, joined.earlier_id, joined.is_merged) == (pair.later.id, pair.earlier.id, False)
    assert (names(told.later), names(told.earlier)) == (["CasesLinked"], ["CaseJoined"])
    assert pair.later.merged_into is None
    with pytest.raises(joining.AlreadyJoined):
        joining.link(pair, said(), standing=[joined])


def test_a_link_says_how_the_later_referral_relates_and_undone_says_what_was_said_before() -> None:
    pair, another = Pair(a_positive_case(), a_case()), a_case()
    first, _ = joining.link(pair, said(lineage=Lineage.FURTHER_REASONABLE_GROUNDS), standing=[])
    second, _ = joining.link(
        Pair(another, pair.later), said(lineage=Lineage.REPEAT_SAME_FACTS), standing=[first]
    )
    with pytest.raises(joining.LaterLinkStands):
        joining.undo(pair, first, said(), standing=[first, second])
    joining.undo(Pair(another, pair.later), second, said(), standing=[first, second])
    assert pair.later.lineage == "further_rg"
    joining.undo(pair, first, said(), standing=[first])
    assert pair.later.lineage == "first"


@pytest.mark.parametrize(
    ("earlier", "later", "refusal"),
    [
        pytest.param(a_case, a_case, joining.NeverProtected, id="no positive decision came before"),
        pytest.param(a_positive_case, a_positive_case, joining.LineageTooLate, id="decided already"),
    ],
)
def test_a_further_decision_follows_a_positive_one_and_is_foreseen_before_it_is_made(
    earlier: Callable[[], Case], later: Callable[[], Case], refusal: type[Exception]
) -> None:
    pair = Pair(earlier(), later())
    with pytest.raises(refusal):
        joining.link(pair, said(lineage=Lineage.FURTHER_REASONABLE_GROUNDS), standing=[])
    assert pair.later.lineage == "first"


def test_the_same_facts_after_a_positive_decision_on_them_are_a_further_decision() -> None:
    pair = Pair(a_positive_case(), a_case())
    with pytest.raises(joining.ProtectedBefore):
        joining.link(pair, said(lineage=Lineage.REPEAT_SAME_FACTS), standing=[])
    assert pair.later.lineage == "first"


def test_a_received_date_corrected_since_does_not_turn_a_merge_round() -> None:
    pair = a_pair()
    merge = merged(pair)
    joining.undo(Pair(pair.later, pair.earlier), merge, said(), standing=[merge])
    assert pair.later.merged_into is None


def test_the_later_case_becomes_part_of_the_earlier_and_its_clocks_are_left_alone() -> None:
    pair = a_pair()
    before = CaseTold.of(pair.later).clocks
    joined, told = joining.merge(pair, said(), standing=[])
    assert pair.later.merged_into == pair.earlier.id
    assert pair.earlier.merged_into is None
    assert CaseTold.of(pair.later).clocks == before
    [linked] = told.later
    assert isinstance(linked, CasesLinked)
    assert (linked.is_merged, linked.other_referral_id) == (True, pair.earlier.referral_id)
    assert joined.stands


@pytest.mark.parametrize(
    ("earlier", "later", "refusal"),
    [
        pytest.param(a_case, a_positive_case, joining.DecidedAlready, id="the later is decided"),
        pytest.param(a_case, a_case_under_review, joining.DecidedAlready, id="the later waits for a review"),
        pytest.param(
            lambda: of(lambda case: case.move(Step.CLOSE_FOR_ANOTHER_REASON)),
            a_case,
            joining.MergedIntoClosed,
            id="the earlier is closed",
        ),
        pytest.param(
            a_case, lambda: of(lambda case: case.take(by=ANOTHER)), TakenBySomebodyElse, id="somebody has it"
        ),
        pytest.param(
            lambda: of(lambda case: setattr(case, "merged_into", uuid4())),
            a_case,
            joining.PartOfAnother,
            id="into a merged one",
        ),
        pytest.param(
            a_case,
            lambda: of(lambda case: setattr(case, "merged_into", uuid4())),
            joining.PartOfAnother,
            id="twice",
        ),
    ],
)
def test_what_is_not_merged_stays_as_it_is(
    earlier: Callable[[], Case], later: Callable[[], Case], refusal: type[Exception]
) -> None:
    pair = Pair(earlier(), later())
    before = [CaseTold.of(case) for case in (pair.earlier, pair.later)]
    with pytest.raises(refusal):
        joining.merge(pair, said(), standing=[])
    assert [CaseTold.of(case) for case in (pair.earlier, pair.later)] == before


def test_a_case_with_parts_is_not_merged_itself() -> None:
    first, second = a_pair(), a_case()
    part = merged(first)
    with pytest.raises(joining.HasParts):
        joining.merge(Pair(second, first.earlier), said(), standing=[part])


def test_a_merge_is_undone_once_and_a_link_below_it_not_before_it() -> None:
    pair = a_pair()
    link, _ = joining.link(pair, said(), standing=[])
    merge, _ = joining.merge(pair, said(), standing=[link])
    with pytest.raises(joining.PartOfAnother):
        joining.undo(pair, link, said(ANOTHER), standing=[])
    told = joining.undo(pair, merge, said(ANOTHER), standing=[link, merge])
    heard = [(each.is_merged, each.is_undone) for each in told.later if isinstance(each, CasesLinked)]
    assert heard == [(True, True), (False, False)]
    with pytest.raises(joining.UndoneAlready):
        joining.undo(pair, merge, said(ANOTHER), standing=[])
    assert pair.later.merged_into is None
    assert merge.undone_by == ANOTHER
    joining.undo(pair, link, said(ANOTHER), standing=[])
    assert not link.stands


@settings(max_examples=100)
@given(st.lists(st.integers(0, 3), max_size=12))
def test_whatever_is_joined_and_undone_the_history_tells_what_is_so(turns: list[int]) -> None:
    """And once everything is undone both cases are as they were."""
    case, events = Case.open(a_case().id, _received(), times=TIMES, at=WEDNESDAY_1_APRIL)
    pair = Pair(a_case(), case)
    before, joins = CaseTold.of(case), list[JoinedCases]()
    for turn in turns:
        events += _turn(turn, pair, joins)
        told = replay(events)
        assert told == CaseTold.of(case, overlays=told.overlays)
    for each in reversed([join for join in joins if join.stands]):
        joining.undo(pair, each, said(), standing=joins)
    assert CaseTold.of(case) == before
    assert case.stage is Stage.REASONABLE_GROUNDS_PENDING


def _received() -> Received:
    return received(received_at=WEDNESDAY_1_APRIL + timedelta(days=9))


def _turn(turn: int, pair: Pair, joins: list[JoinedCases]) -> list[Event]:
    """Tries one of four acts on the two; what is refused changes nothing."""
    act = (_link, _merge, _undo_newest, _undo_oldest)[turn]
    try:
        return list(act(pair, joins).later)
    except (
        joining.AlreadyJoined,
        joining.PartOfAnother,
        joining.UndoneAlready,
        joining.LaterLinkStands,
        IndexError,
    ):
        return []


def _link(pair: Pair, joins: list[JoinedCases]) -> Told:
    lineage = Lineage.NEW_EXPLOITATION if len(joins) % 2 else None
    joined, told = joining.link(pair, said(lineage=lineage), standing=joins)
    joins.append(joined)
    return told


def _merge(pair: Pair, joins: list[JoinedCases]) -> Told:
    joined, told = joining.merge(pair, said(), standing=joins)
    joins.append(joined)
    return told


def _undo_newest(pair: Pair, joins: list[JoinedCases]) -> Told:
    return joining.undo(pair, joins[-1], said(), standing=joins)


def _undo_oldest(pair: Pair, joins: list[JoinedCases]) -> Told:
    return joining.undo(pair, joins[0], said(), standing=joins)
