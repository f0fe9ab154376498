"""Closing beds and houses, and opening them again: CL-1 to CL-5."""

from dataclasses import replace
from datetime import date

import pytest
from tests.care.scenes import RULES, a_bed, a_stay, a_void, day, some_premises

from care.domain import closing
from care.domain.beds import Bedspace, Window
from care.domain.booking import House
from care.domain.refusals import Code, Refused

TODAY = day("10")


def check(act: object, last_on: date) -> Code | None:
    try:
        getattr(RULES.closing_limits, str(act))(last_on, TODAY)
    except Refused as refused:
        return refused.code
    return None


@pytest.mark.parametrize(
    ("on", "code"),
    [
        pytest.param("2025-03-02", Code.CLOSE_TOO_OLD, id="eight days back"),
        pytest.param("2025-03-03", None, id="seven days back"),
        pytest.param("2025-06-10", None, id="three months ahead"),
        pytest.param("2025-06-11", Code.CLOSE_TOO_FAR, id="a day more"),
    ],
)
def test_cl_1_a_bed_is_closed_near_today(on: str, code: Code | None) -> None:
    assert check("check_close", day(on)) is code


@pytest.mark.parametrize(
    ("on", "code"),
    [
        pytest.param("2025-02-23", Code.REOPEN_TOO_OLD, id="15 days back"),
        pytest.param("2025-02-24", None, id="14 days back"),
        pytest.param("2025-03-24", None, id="14 days ahead"),
        pytest.param("2025-03-25", Code.REOPEN_TOO_FAR, id="15 days ahead"),
    ],
)
def test_cl_5_a_bed_is_opened_again_near_today(on: str, code: Code | None) -> None:
    assert check("check_reopen", day(on)) is code


def a_house(bed_days: dict[str, tuple[str, str | None]]) -> tuple[House, dict[str, Bedspace]]:
    premises = some_premises()
    beds = {
        name: a_bed(
            premises, code=name, in_service_from=day(opens), in_service_to=day(shuts) if shuts else None
        )
        for name, (opens, shuts) in bed_days.items()
    }
    return House(premises=premises, bedspaces=list(beds.values())), beds


def test_cl_1_a_bed_is_not_closed_before_it_opens() -> None:
    house, beds = a_house({"A": ("10", None)})
    with pytest.raises(Refused, match="close_before_start"):
        closing.close_bed(house, beds["A"], day("9"))
    closing.close_bed(house, beds["A"], day("10"))
    assert beds["A"].in_service_to == day("10")


@pytest.mark.parametrize(
    ("departs", "turnaround", "void_until", "code", "first_possible"),
    [
        pytest.param("14", 0, None, Code.EXISTING_PLACEMENT, "15", id="somebody stays longer"),
        pytest.param("14", 2, None, Code.EXISTING_TURNAROUND, "19", id="somebody stays, and then turnaround"),
        pytest.param("12", 2, None, Code.EXISTING_TURNAROUND, "15", id="only turnaround is longer"),
        pytest.param("12", 0, None, None, None, id="the stay ends on the closing day"),
        pytest.param("14", 0, "15", Code.EXISTING_VOID, "16", id="a void ends strictly later"),
        pytest.param("14", 0, "14", Code.EXISTING_PLACEMENT, "15", id="a void ends on the same day"),
        pytest.param(None, 0, "12", None, None, id="a void ends on the closing day"),
    ],
)
def test_cl_2_the_latest_blocker_and_the_first_possible_day_are_told(
    departs: str | None,
    turnaround: int,
    void_until: str | None,
    code: Code | None,
    first_possible: str | None,
) -> None:
    house, beds = a_house({"A": ("1", None)})
    stays = [a_stay(beds["A"], "11", departs, turnaround_days=turnaround)] if departs else []
    voids = [a_void(beds["A"], "11", void_until)] if void_until else []
    found = closing.latest_blocker(replace(house, placements=stays, voids=voids), beds["A"], day("12"))
    assert (found.code if found else None) is code
    if found and first_possible:
        assert found.refusal().first_possible == day(first_possible)


def test_cl_3_a_house_waits_for_a_bed_that_opens_later_and_then_for_what_is_on_any() -> None:
    house, beds = a_house({"A": ("1", None), "B": ("1", "9"), "C": ("16", None)})
    with pytest.raises(Refused, match="upcoming_bed") as refused:
        closing.close_all_beds(house, day("12"))
    assert refused.value.first_possible == day("17")
    later = replace(house, placements=[a_stay(beds["A"], "11", "20", turnaround_days=0)])
    with pytest.raises(Refused, match="existing_placement") as refused:
        closing.close_all_beds(later, day("18"))
    assert refused.value.first_possible == day("21")
    assert [bed.code for bed in closing.close_all_beds(house, day("18"))] == ["A", "C"]
    assert beds["B"].in_service_to == day("9")


def test_cl_4_the_house_closes_with_its_last_bed() -> None:
    house, beds = a_house({"A": ("1", "20"), "B": ("1", None)})
    closing.close_house_with_its_beds(house.premises, house.bedspaces)
    assert house.premises.closed_on is None
    closing.close_bed(house, beds["B"], day("15"))
    closing.close_house_with_its_beds(house.premises, house.bedspaces)
    assert house.premises.closed_on == day("20")


@pytest.mark.parametrize(
    ("on", "opens", "earlier"),
    [
        pytest.param("10", "1", None, id="the last day of use"),
        pytest.param("11", "1", None, id="the day after, without a gap"),
        pytest.param("12", "12", Window(day("1"), day("10")), id="after a gap"),
    ],
)
def test_cl_5_what_was_before_a_gap_is_kept(on: str, opens: str, earlier: Window | None) -> None:
    _, beds = a_house({"A": ("1", "10")})
    assert closing.reopen_bed(beds["A"], day(on)) == earlier
    assert (beds["A"].in_service_from, beds["A"].in_service_to) == (day(opens), None)


def test_cl_5_a_bed_is_not_opened_again_before_it_closed() -> None:
    _, beds = a_house({"A": ("1", "10")})
    with pytest.raises(Refused, match="before_last_close"):
        closing.reopen_bed(beds["A"], day("9"))
