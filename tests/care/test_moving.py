"""Looking at a home and asking for a move: what may be asked, what an answer changes."""

from typing import Any

import pytest
from tests.care.scenes import HESTIA, a_support_case, in_recovery, noon, some_id

from care.domain.moving import (
    HomeCheck,
    HomeFault,
    HomeKind,
    MoveRefusal,
    MoveRequest,
    MoveState,
    MoveWanted,
    ask_for_move,
)
from care.domain.refusals import Code, Refused
from care.domain.support import SupportCase
from contracts.ids import SupportCaseId


def wanted(**changes: Any) -> MoveWanted:
    usual: dict[str, Any] = {"reason": HomeFault.AREA_NOT_SAFE, "regions": ["london"]}
    return MoveWanted(**(usual | changes))


def supported(**changes: Any) -> SupportCase:
    case = in_recovery(**changes)
    case.claim_for(HESTIA)
    return case


def asked(case: SupportCase, **changes: Any) -> MoveRequest:
    return ask_for_move(case, some_id(), wanted(**changes), by="a worker", at=noon("11"))[0]


def code_of(act: Any) -> Code:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.code


@pytest.mark.parametrize(
    ("changes", "home", "code"),
    [
        pytest.param({"regions": []}, "london", Code.NO_REGION, id="nowhere to go"),
        pytest.param({"regions": list("abcdef")}, None, Code.TOO_MANY_REGIONS, id="everywhere"),
        pytest.param({"regions": ["wales"]}, "london", Code.NOT_EXPLAINED, id="away, and not told"),
        pytest.param({"regions": ["london", "wales"]}, "london", Code.NOT_EXPLAINED, id="perhaps away"),
    ],
)
def test_ac_2_what_a_move_away_may_cost_is_told_before_it_is_asked_for(
    changes: dict[str, Any], home: str | None, code: Code
) -> None:
    assert code_of(lambda: wanted(**changes).check(home, regions_at_most=5)) is code
    told = wanted(regions=["london", "wales"], is_explained=True)
    told.check("london", regions_at_most=5)
    wanted().check("london", regions_at_most=5)


@pytest.mark.parametrize("case", [a_support_case(), in_recovery()], ids=["not in support", "with nobody"])
def test_a_move_is_asked_for_by_whoever_supports_the_person(case: SupportCase) -> None:
    assert code_of(lambda: asked(case)) is Code.NOT_ELIGIBLE


def test_an_accepted_move_makes_what_it_asks_for_what_the_next_bed_must_offer() -> None:
    case = supported()
    case.required_features, case.avoid_areas = ["step-free"], ["LDN-A"]
    move = asked(case, required_features=["en-suite", "step-free"], avoid_areas=["LDN-B"])
    [said] = move.answer(case, None, by="the prime", at=noon("12"))
    assert said.name == "nrm.care.move_answered.v1"
    assert (case.required_features, case.avoid_areas) == (["step-free", "en-suite"], ["LDN-A", "LDN-B"])
    assert code_of(lambda: move.answer(case, None, by="the prime", at=noon("12"))) is Code.ALREADY_ANSWERED
    move.arrive(at=noon("13"))
    assert move.state is MoveState.DONE
    assert code_of(lambda: move.withdraw(at=noon("14"))) is Code.WRONG_STATE


def test_ac_6_whoever_is_supported_where_they_live_may_move_once_it_is_found_not_to_do() -> None:
    case = supported()
    case.stays_where_they_live = True
    move = asked(case, further_reasons=[HomeFault.AREA_NOT_SAFE, HomeFault.ENDING])
    assert move.further_reasons == [HomeFault.ENDING], "the first is not said twice"
    assert not case.may_be_placed, "nothing changes until the network answers"
    move.answer(case, None, by="the prime", at=noon("12"))
    assert case.may_be_placed


def test_a_refused_move_says_why_and_changes_nothing() -> None:
    case = supported()
    move = asked(case, avoid_areas=["LDN-B"])
    move.answer(case, MoveRefusal.NEEDS_CAN_BE_MET, by="the prime", at=noon("12"))
    assert (move.state, move.refusal, case.avoid_areas) == (
        MoveState.REFUSED,
        MoveRefusal.NEEDS_CAN_BE_MET,
        [],
    )
    assert not move.is_under_way


@pytest.mark.parametrize("kind", HomeKind)
def test_ac_6_any_accommodation_is_looked_at_and_suits_when_nothing_is_wrong(kind: HomeKind) -> None:
    def check(*faults: str, is_move_wanted: bool | None = None) -> HomeCheck:
        return HomeCheck(
            id=some_id(),
            support_case_id=SupportCaseId(some_id()),
            referral_id=some_id(),
            provider_id=HESTIA,
            kind=kind,
            faults=list(faults),
            checked_at=noon("11"),
            checked_by="a worker",
            is_move_wanted=is_move_wanted,
        )

    assert check().is_suitable
    assert not check().awaits_answer
    assert not check("poor_condition").is_suitable
    assert check("poor_condition").awaits_answer
    assert not check("poor_condition", is_move_wanted=False).awaits_answer
