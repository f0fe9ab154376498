"""The clocks of a life in support: which run, and what they say when time passes."""

from datetime import date
from uuid import uuid4

import pytest
from tests.care.leavers import moving_on
from tests.care.scenes import HESTIA, RULES, a_support_case, day, in_recovery, noon
from tests.care.test_decided import POSITIVE, after

from care.domain import leaving
from care.domain.support import Away, SupportCase
from care.domain.support_clocks import Circumstances, SupportClock, clocks_wanted, start


def running(case: SupportCase, **around: object) -> list[tuple[str, str]]:
    wanted = clocks_wanted(case, Circumstances(**around), RULES)  # type: ignore[arg-type]
    clocks = [start(uuid4(), case, each, RULES) for each in wanted]
    return [(clock.rule, str(clock.due_on)) for clock in clocks]


def with_more_support() -> SupportCase:
    case = moving_on()
    leaving.agree_more_support(case, date(2025, 6, 30), at=noon("2025-04-15"))
    return case


FIRST_PLAN = ("CARE-PLAN-FIRST", "2025-03-17")
OUTREACH = ("CARE-CONTACT-OUTREACH", "2025-03-24")
NOBODY_YET = ("CARE-ALLOCATION", "2025-03-12")


def supported(case: SupportCase) -> SupportCase:
    case.claim_for(HESTIA)
    return case


@pytest.mark.parametrize(
    ("case", "around", "clocks"),
    [
        pytest.param(a_support_case(), {}, [], id="nothing before support"),
        pytest.param(in_recovery(), {}, [FIRST_PLAN, OUTREACH, NOBODY_YET], id="nobody to support them yet"),
        pytest.param(supported(in_recovery()), {}, [FIRST_PLAN, OUTREACH], id="LC-7 LC-8 outreach"),
        pytest.param(
            supported(in_recovery()),
            {
                "lives_in_house": True,
                "arrived_on": day("8"),
                "last_review_on": day("14"),
                "last_contact_at": noon("15"),
            },
            [("CARE-PLAN-REVIEW", "2025-04-11"), ("CARE-CONTACT-HOUSE", "2025-03-22")],
            id="LC-7 LC-8 in a house",
        ),
        pytest.param(
            supported(after(POSITIVE)), {}, [FIRST_PLAN, OUTREACH], id="EX-2 no exit clock before receipt"
        ),
        pytest.param(
            supported(moving_on()),
            {},
            [
                ("CARE-MOVE-ON-45", "2025-05-08"),
                ("CARE-RNA-SUBMIT", "2025-04-23"),
                FIRST_PLAN,
                OUTREACH,
            ],
            id="EX-15 ten working days before the end",
        ),
        pytest.param(
            supported(with_more_support()),
            {},
            [("CARE-RNA-SUBMIT", "2025-06-16"), FIRST_PLAN, OUTREACH],
            id="EX-13 before each new end again",
        ),
    ],
)
def test_section_9_the_clocks_that_run_follow_from_how_the_case_stands(
    case: SupportCase, around: dict[str, object], clocks: list[tuple[str, str]]
) -> None:
    assert running(case, **around) == clocks


def test_plan_and_rhythm_rest_while_somebody_is_away() -> None:
    case = in_recovery()
    leaving.suspend(case, Away.MISSING, at=noon("12"))
    assert running(case) == []


def test_a_clock_warns_once_and_says_once_that_it_has_run_out_but_a_minimum_never_does() -> None:
    case = moving_on()
    clocks: list[SupportClock] = [
        start(uuid4(), case, each, RULES) for each in clocks_wanted(case, Circumstances(), RULES)
    ]
    said = {clock.rule: [] for clock in clocks}  # type: ignore[var-annotated]
    for at in ("2025-05-06", "2025-05-07", "2025-06-30", "2025-07-01"):
        for clock in clocks:
            said[clock.rule] += [type(event).__name__ for event in clock.pass_time(at=noon(at))]
    assert said["CARE-MOVE-ON-45"] == ["CareClockDueSoon"]
    assert said["CARE-RNA-SUBMIT"] == ["CareClockBreached"]
