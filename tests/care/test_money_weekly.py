"""A week's money in each era: by situation, asylum payment and children (MO-3 to MO-10, MO-12)."""

from datetime import date
from decimal import Decimal

import pytest

from care.domain.money.rates import Item, Situation, rates_as_shipped
from care.domain.money.weekly import Household, Weekly, child_addition, weekly
from care.domain.refusals import Code, Refused

RATES = rates_as_shipped()
SELF_CATERED, CATERED, OTHER, ASYLUM = (
    Situation.SELF_CATERED_CONTRACT,
    Situation.CATERED_CONTRACT,
    Situation.OTHER_ACCOMMODATION,
    Situation.ASYLUM_SUPPORT_TOTAL,
)


def on(day: str, situation: Situation = OTHER, *born: str, asylum: str | None = None) -> Weekly:
    household = Household(
        situation=situation,
        asylum_weekly=None if asylum is None else Decimal(asylum),
        children_born_on=tuple(date.fromisoformat(each) for each in born),
    )
    return weekly(date.fromisoformat(day), household, RATES)


@pytest.mark.parametrize(
    ("day", "situation", "pays"),
    [
        ("2015-04-01", SELF_CATERED, "65.00"),
        ("2023-02-28", SELF_CATERED, "65.00"),
        ("2015-04-01", CATERED, "35.00"),
        ("2020-06-30", CATERED, "35.00"),
        ("2015-04-01", OTHER, "35.00"),
        ("2020-06-30", OTHER, "35.00"),
        ("2020-07-01", OTHER, "39.60"),
        ("2023-02-28", OTHER, "39.60"),
        ("2023-03-01", SELF_CATERED, "71.14"),
        ("2023-03-01", CATERED, "71.14"),
        ("2023-03-01", OTHER, "71.14"),
        ("2023-03-01", Situation.ANY, "71.14"),
    ],
)
def test_mo_3_the_amount_is_looked_up_by_day_and_situation(day: str, situation: Situation, pays: str) -> None:
    assert on(day, situation).contract_pays == Decimal(pays)


@pytest.mark.parametrize(
    ("day", "asylum", "total", "pays"),
    [
        ("2018-02-28", "37.75", "65.00", "27.25"),
        ("2019-06-01", "37.75", "65.00", "27.25"),
        ("2019-06-01", "65.00", "65.00", "0.00"),
        ("2019-06-01", "70.00", "65.00", "0.00"),
        ("2023-02-28", "45.00", "65.00", "20.00"),
        ("2023-03-01", "45.00", "71.14", "26.14"),
    ],
)
def test_mo_4_the_contract_pays_the_total_less_the_asylum_payment_and_never_less_than_nothing(
    day: str, asylum: str, total: str, pays: str
) -> None:
    found = on(day, ASYLUM, asylum=asylum)
    assert (found.total, found.contract_pays) == (Decimal(total), Decimal(pays))


def test_mo_4_the_asylum_payment_is_always_an_input() -> None:
    with pytest.raises(Refused) as refused:
        on("2019-06-01", ASYLUM)
    assert refused.value.code is Code.ASYLUM_AMOUNT_MISSING


def test_mo_5_on_asylum_support_the_contract_pays_nothing_for_children() -> None:
    found = on("2021-01-01", ASYLUM, "2020-12-01", asylum="39.60")
    assert (found.children, found.contract_pays) == (Decimal(0), Decimal("25.40"))


@pytest.mark.parametrize(
    ("day", "born", "children"),
    [
        ("2020-06-30", ("2010-01-01",), "20.50"),
        ("2020-06-30", ("2010-01-01", "2012-01-01", "2020-01-01"), "47.60"),
        ("2020-07-01", ("2010-01-01", "2012-01-01"), "79.20"),
        ("2020-07-01", ("2020-01-01",), "44.60"),
        ("2020-07-01", ("2018-01-01",), "42.60"),
        ("2021-05-05", ("2021-05-06",), "0.00"),
        ("2021-05-06", ("2021-05-06",), "44.60"),
        ("2021-05-05", ("2003-05-06",), "39.60"),
        ("2021-05-06", ("2003-05-06",), "0.00"),
    ],
    ids=str,
)
def test_mo_6_children_before_and_from_july_2020(day: str, born: tuple[str, ...], children: str) -> None:
    found = on(day, OTHER, *born)
    assert found.children == Decimal(children)
    assert found.contract_pays == found.total


@pytest.mark.parametrize(
    ("born", "day", "amount"),
    [
        ("2020-08-10", "2020-08-09", "0.00"),
        ("2020-08-10", "2020-08-10", "5.00"),
        ("2020-08-10", "2021-08-10", "5.00"),
        ("2020-08-10", "2021-08-11", "3.00"),
        ("2020-08-10", "2023-08-10", "3.00"),
        ("2020-08-10", "2023-08-11", "0.00"),
        ("2020-01-10", "2020-06-30", "0.00"),
        ("2020-01-10", "2020-07-01", "5.00"),
        ("2020-02-29", "2021-03-01", "5.00"),
        ("2020-02-29", "2021-03-02", "3.00"),
        ("2020-02-29", "2023-03-01", "3.00"),
        ("2020-02-29", "2023-03-02", "0.00"),
    ],
)
def test_mo_6_the_addition_changes_the_day_after_a_birthday(born: str, day: str, amount: str) -> None:
    assert child_addition(date.fromisoformat(day), date.fromisoformat(born), RATES) == Decimal(amount)


def test_mo_7_other_income_cannot_reduce_a_payment_because_nothing_asks_for_it() -> None:
    asked = set(Household.__dataclass_fields__)
    assert asked == {"situation", "asylum_weekly", "children_born_on", "is_pregnant"}


@pytest.mark.parametrize("day", ["2018-03-01", "2018-11-07", "2018-11-08"])
def test_mo_8_the_quashed_rate_is_never_used(day: str) -> None:
    found = on(day, ASYLUM, asylum="37.75")
    assert (found.total, found.contract_pays) == (Decimal("65.00"), Decimal("27.25"))
    assert [part.rate_id for part in found.parts] == ["R008"]


@pytest.mark.parametrize("day", ["2020-07-10", "2020-08-20"])
def test_mo_9_people_in_asylum_hotels_without_an_allowance_stay_entitled(day: str) -> None:
    assert on(day, ASYLUM, asylum="0.00").contract_pays == Decimal("65.00")


@pytest.mark.parametrize("situation", [SELF_CATERED, CATERED, OTHER, Situation.ANY])
def test_mo_10_from_march_2023_one_adult_amount_applies_whatever_the_accommodation(
    situation: Situation,
) -> None:
    assert on("2023-03-01", situation).total == Decimal("71.14")
    assert on("2023-03-01", situation, asylum="9.58").contract_pays == Decimal("61.56")


@pytest.mark.parametrize(
    ("day", "situation"),
    [("2015-03-31", SELF_CATERED), ("2014-01-01", OTHER), ("2023-02-28", Situation.ANY)],
)
def test_mo_12_a_day_without_a_rate_is_refused_and_never_guessed(day: str, situation: Situation) -> None:
    with pytest.raises(Refused) as refused:
        on(day, situation)
    assert refused.value.code is Code.NO_RATE


def test_mo_12_a_rate_without_a_start_is_not_loaded() -> None:
    assert not [rate for rate in RATES.rows if rate.id in ("R010", "R017", "R018")]


@pytest.mark.parametrize(
    ("day", "situation", "flagged"),
    [
        ("2024-01-07", OTHER, False),
        ("2024-01-08", OTHER, True),
        ("2020-06-30", CATERED, False),
        ("2020-07-01", CATERED, True),
        ("2021-06-30", OTHER, False),
        ("2021-07-01", OTHER, True),
        ("2022-01-01", SELF_CATERED, False),
    ],
)
def test_mo_12_after_its_review_date_a_rate_is_used_marked_and_approved_first(
    day: str, situation: Situation, flagged: bool
) -> None:
    found = on(day, situation)
    assert (found.flags == ("rate_unverified",)) is flagged
    assert found.needs_approval is flagged


def test_mo_12_a_child_rate_past_its_review_marks_the_whole_week() -> None:
    assert on("2023-03-01", OTHER).flags == ()
    assert on("2023-03-01", OTHER, "2015-01-01").flags == ("rate_unverified",)


def test_a_pregnant_person_is_paid_an_addition_from_july_2020() -> None:
    pregnant = Household(situation=OTHER, is_pregnant=True)
    assert weekly(date(2020, 6, 30), pregnant, RATES).total == Decimal("35.00")
    with_addition = weekly(date(2020, 7, 1), pregnant, RATES)
    assert with_addition.total == Decimal("42.60")
    assert with_addition.parts[-1].item is Item.PREGNANCY
