"""Money worked out by hand, era by era (MO-3 to MO-11, MO-15): each figure stands with how it comes about.

A week's pounds are shared out over its seven days, and each run of days is rounded once, half a penny up.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from care.domain.beds import Window
from care.domain.money.facts import AsylumKind, AsylumSupport, ContractStay, MoneyFacts
from care.domain.money.ledger import settle
from care.domain.money.rates import Situation, rates_as_shipped

RATES = rates_as_shipped()
OUTREACH = MoneyFacts(registered_on=date(2015, 4, 1), rg_on=date(2015, 4, 1))
Line = tuple[str, str, str]


def on(text: str) -> date:
    return date.fromisoformat(text)


def living_in(situation: Situation, first_on: str) -> MoneyFacts:
    return replace(OUTREACH, stays=[ContractStay(situation=situation, first_on=on(first_on))])


def with_asylum(weekly: str, first_on: str, facts: MoneyFacts = OUTREACH) -> MoneyFacts:
    spell = AsylumSupport(kind=AsylumKind.SECTION_95, weekly=Decimal(weekly), first_on=on(first_on))
    return replace(facts, asylum=[spell])


def with_children(*born_on: str) -> MoneyFacts:
    return replace(OUTREACH, children_born_on=tuple(on(each) for each in born_on))


def worked_out(facts: MoneyFacts, first: str, last: str) -> list[Line]:
    found = settle(Window(on(first), on(last)), facts.entitled(RATES), ())
    return [(str(line.first_on), str(line.last_on), str(line.amount)) for line in found]


SELF_CATERED = living_in(Situation.SELF_CATERED_CONTRACT, "2015-04-01")
CATERED = living_in(Situation.CATERED_CONTRACT, "2015-04-01")


@pytest.mark.parametrize(
    ("facts", "first", "last", "lines"),
    [
        pytest.param(
            CATERED, "2015-04-01", "2015-04-10",
            [("2015-04-01", "2015-04-10", "50.00")],  # 35.00 x 10 days / 7
            id="catered house, 2015: ten days",
        ),
        pytest.param(
            SELF_CATERED, "2015-04-01", "2015-04-10",
            [("2015-04-01", "2015-04-10", "92.86")],  # 65.00 x 10 / 7 = 92.857
            id="self-catered house, 2015: ten days",
        ),
        pytest.param(
            SELF_CATERED, "2023-02-20", "2023-03-12",
            [
                ("2023-02-20", "2023-02-28", "83.57"),  # 65.00 x 9 / 7 = 83.571
                ("2023-03-01", "2023-03-12", "121.95"),  # 71.14 x 12 / 7 = 121.954
            ],
            id="self-catered house, three weeks around Wednesday 1 March 2023",
        ),
        pytest.param(
            OUTREACH, "2020-06-29", "2020-07-05",
            [
                ("2020-06-29", "2020-06-30", "10.00"),  # 35.00 x 2 / 7
                ("2020-07-01", "2020-07-05", "28.29"),  # 39.60 x 5 / 7 = 28.286
            ],
            id="outreach, the week of Wednesday 1 July 2020",
        ),
        pytest.param(
            OUTREACH, "2023-02-27", "2023-03-05",
            [
                ("2023-02-27", "2023-02-28", "11.31"),  # 39.60 x 2 / 7 = 11.314
                ("2023-03-01", "2023-03-05", "50.81"),  # 71.14 x 5 / 7 = 50.814
            ],
            id="outreach, the week of Wednesday 1 March 2023",
        ),
        pytest.param(
            replace(OUTREACH, stays=[
                ContractStay(
                    situation=Situation.SELF_CATERED_CONTRACT,
                    first_on=on("2019-06-03"), last_on=on("2019-06-05"),
                )
            ]), "2019-06-03", "2019-06-09",
            [
                ("2019-06-03", "2019-06-05", "27.86"),  # 65.00 x 3 / 7 = 27.857
                ("2019-06-06", "2019-06-09", "20.00"),  # then outreach: 35.00 x 4 / 7
            ],
            id="a move out of a house on Wednesday, 2019",
        ),
    ],
)  # fmt: skip
def test_mo_3_and_mo_11_each_era_and_a_change_in_mid_week(
    facts: MoneyFacts, first: str, last: str, lines: Sequence[Line]
) -> None:
    assert worked_out(facts, first, last) == lines


@pytest.mark.parametrize(
    ("facts", "first", "last", "lines"),
    [
        pytest.param(
            with_asylum("37.75", "2019-06-05", SELF_CATERED), "2019-06-03", "2019-06-09",
            [
                ("2019-06-03", "2019-06-04", "18.57"),  # 65.00 x 2 / 7 = 18.571
                ("2019-06-05", "2019-06-09", "19.46"),  # 65.00 - 37.75 = 27.25, x 5 / 7 = 19.464
            ],
            id="asylum support begins on a Wednesday, 2019",
        ),
        pytest.param(
            with_asylum("37.75", "2018-02-01"), "2018-02-26", "2018-03-04",
            [
                ("2018-02-26", "2018-02-28", "11.68"),  # 65.00 - 37.75 = 27.25, x 3 / 7 = 11.679
                ("2018-03-01", "2018-03-04", "15.57"),  # the cut was quashed: 27.25 x 4 / 7 = 15.571
            ],
            id="the week of the cut of Thursday 1 March 2018",
        ),
        pytest.param(
            with_asylum("45.00", "2022-12-01"), "2023-02-27", "2023-03-05",
            [
                ("2023-02-27", "2023-02-28", "5.71"),  # 65.00 - 45.00 = 20.00, x 2 / 7 = 5.714
                ("2023-03-01", "2023-03-05", "18.67"),  # 71.14 - 45.00 = 26.14, x 5 / 7 = 18.671
            ],
            id="on asylum support in the week of 1 March 2023",
        ),
        pytest.param(
            with_asylum("80.00", "2023-03-03"), "2023-03-01", "2023-03-07",
            [("2023-03-01", "2023-03-02", "20.33")],  # 71.14 x 2 / 7 = 20.326; then nothing
            id="asylum support above the total",
        ),
    ],
)  # fmt: skip
def test_mo_4_an_asylum_payment_is_set_off_from_the_day_it_begins(
    facts: MoneyFacts, first: str, last: str, lines: Sequence[Line]
) -> None:
    assert worked_out(facts, first, last) == lines


@pytest.mark.parametrize(
    ("facts", "first", "last", "lines"),
    [
        pytest.param(
            with_children("2021-05-06"), "2021-05-03", "2021-05-09",
            [
                ("2021-05-03", "2021-05-05", "16.97"),  # 39.60 x 3 / 7 = 16.971
                ("2021-05-06", "2021-05-09", "48.11"),  # 39.60 + 39.60 + 5.00 = 84.20, x 4 / 7 = 48.114
            ],
            id="born on a Thursday",
        ),
        pytest.param(
            with_children("2020-08-12"), "2021-08-09", "2021-08-15",
            [
                ("2021-08-09", "2021-08-12", "48.11"),  # 39.60 + 39.60 + 5.00 = 84.20, x 4 / 7 = 48.114
                ("2021-08-13", "2021-08-15", "35.23"),  # 39.60 + 39.60 + 3.00 = 82.20, x 3 / 7 = 35.229
            ],
            id="the first birthday, on a Thursday",
        ),
        pytest.param(
            with_children("2020-08-12"), "2023-08-07", "2023-08-13",
            [
                ("2023-08-07", "2023-08-12", "97.49"),  # 71.14 + 39.60 + 3.00 = 113.74, x 6 / 7 = 97.491
                ("2023-08-13", "2023-08-13", "15.82"),  # 71.14 + 39.60 = 110.74, / 7
            ],
            id="the third birthday, on a Saturday",
        ),
        pytest.param(
            with_children("2003-05-06"), "2021-05-03", "2021-05-09",
            [
                ("2021-05-03", "2021-05-05", "33.94"),  # 39.60 + 39.60 = 79.20, x 3 / 7 = 33.943
                ("2021-05-06", "2021-05-09", "22.63"),  # a child no longer: 39.60 x 4 / 7 = 22.629
            ],
            id="the eighteenth birthday, on a Thursday",
        ),
        pytest.param(
            with_children("2010-01-01", "2012-01-01"), "2020-06-29", "2020-07-05",
            [
                ("2020-06-29", "2020-06-30", "19.73"),  # 35.00 + 20.50 + 13.55 = 69.05, x 2 / 7 = 19.729
                ("2020-07-01", "2020-07-05", "84.86"),  # 39.60 + 2 x 39.60 = 118.80, x 5 / 7 = 84.857
            ],
            id="two children in the week of 1 July 2020",
        ),
    ],
)  # fmt: skip
def test_mo_6_a_childs_birthdays(facts: MoneyFacts, first: str, last: str, lines: Sequence[Line]) -> None:
    assert worked_out(facts, first, last) == lines


def decided(rg_on: str) -> MoneyFacts:
    return MoneyFacts(registered_on=on("2023-02-01"), rg_on=on(rg_on))


@pytest.mark.parametrize(
    ("paid_on", "right", "first", "last", "lines"),
    [
        pytest.param(
            decided("2023-03-15"), decided("2023-02-27"), "2023-02-27", "2023-03-28",
            [
                ("underpayment", "2023-02-27", "2023-02-28", "11.31"),  # 39.60 x 2 / 7 = 11.314
                ("underpayment", "2023-03-01", "2023-03-14", "142.28"),  # 71.14 x 14 / 7
            ],
            id="the decision was earlier, in another era",
        ),
        pytest.param(
            decided("2023-02-27"), decided("2023-03-15"), "2023-02-27", "2023-03-28",
            [
                ("overpayment", "2023-02-27", "2023-02-28", "11.31"),
                ("overpayment", "2023-03-01", "2023-03-14", "142.28"),
            ],
            id="the decision was later: shown, and never taken back",
        ),
        pytest.param(
            with_asylum("37.75", "2019-06-03", SELF_CATERED),
            with_asylum("37.75", "2019-06-05", SELF_CATERED), "2019-06-03", "2019-06-09",
            [("underpayment", "2019-06-03", "2019-06-04", "10.79")],  # 65.00 - 27.25, x 2 / 7 = 10.786
            id="asylum support began two days later than was said",
        ),
        pytest.param(
            with_children("2020-01-12"), with_children("2020-02-12"), "2021-02-01", "2021-02-14",
            [("underpayment", "2021-02-01", "2021-02-12", "3.43")],  # 5.00 - 3.00 = 2.00, x 12 / 7 = 3.429
            id="a child was born a month later than was said",
        ),
    ],
)  # fmt: skip
def test_mo_15_a_corrected_date_is_worked_out_again(
    paid_on: MoneyFacts, right: MoneyFacts, first: str, last: str, lines: Sequence[tuple[str, str, str, str]]
) -> None:
    days = Window(on(first), on(last))
    paid = [line.settled for line in settle(days, paid_on.entitled(RATES), ())]
    found = settle(days, right.entitled(RATES), paid)
    assert [
        (line.kind.value, str(line.first_on), str(line.last_on), str(line.amount)) for line in found
    ] == lines
