"""Rules of leaving, keeping in touch and going missing that follow from how a life in support stands."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.care.leavers import EXIT_DAY, moving_on, scheduled
from tests.care.scenes import (
    HESTIA,
    PRIME,
    RULES,
    a_bed,
    a_guest,
    a_house,
    a_stay,
    day,
    in_recovery,
    noon,
    some_id,
)
from tests.care.test_decided import NEGATIVE, POSITIVE, after
from tests.care.test_exit_dates import asked, on
from tests.care.test_leaving import bars, leaving_on
from tests.care.test_support_clocks import running

from care.domain import leaving
from care.domain.beds import GenderPolicy
from care.domain.decided import hear
from care.domain.extension import ExtensionRequest, extension_terms
from care.domain.heard import About, DecisionHeard, What
from care.domain.leaving import ExitBar
from care.domain.missing_people import is_decision_suspended
from care.domain.needs import NeedsAssessment
from care.domain.people import Gender, Preference
from care.domain.refusals import Code, Refused
from care.domain.search import Search, Searcher, find_beds
from care.domain.support import Away, SupportCase
from care.domain.support_clocks import Circumstances, clocks_wanted, start
from care.domain.support_states import SupportState


@pytest.mark.parametrize("days_after", [0, 1, 30])
def test_ex_7_a_request_on_or_after_the_exit_date_takes_a_reason_for_lateness(days_after: int) -> None:
    late = asked(sent_on=on("2025-03-18") + timedelta(days=days_after))
    with pytest.raises(Refused) as refused:
        extension_terms(RULES, late)
    assert refused.value.code is Code.REASON_REQUIRED
    terms = extension_terms(RULES, replace(late, late_reason="The worker was ill"))
    assert terms.new_exit_on == on("2025-04-15")


def test_ex_7_a_later_request_goes_out_before_the_earlier_extension_ends() -> None:
    second = asked(exit_on=on("2025-04-15"), sent_on=on("2025-04-14"))
    assert extension_terms(RULES, second).new_exit_on == on("2025-05-13")
    with pytest.raises(Refused):
        extension_terms(RULES, replace(second, sent_on=on("2025-04-15")))


def an_assessment(case: SupportCase, sent: str) -> NeedsAssessment:
    return NeedsAssessment(
        id=some_id(),
        support_case_id=case.id,
        referral_id=case.referral_id,
        number=1,
        period_from=EXIT_DAY,
        submitted_at=noon(sent),
        decision_due_on=day("2025-04-25"),
        recommendations=(),
    )


def test_ex_13_nobody_is_exited_while_an_assessment_awaits_its_decision() -> None:
    long_after = EXIT_DAY + timedelta(days=60)
    waiting = leaving_on(long_after, is_assessment_open=True)
    assert bars(moving_on(), waiting) == (ExitBar.NEEDS_ASSESSMENT_OPEN,)
    case = moving_on()
    leaving.exit_support(case, replace(waiting, is_assessment_open=False), RULES, at=noon(long_after))
    assert case.state is SupportState.REACH_IN


def test_ex_13_each_assessment_has_its_own_end_and_the_latest_counts() -> None:
    case = moving_on()
    for until in ("2025-06-30", "2025-06-02"):
        leaving.agree_more_support(case, day(until), at=noon("2025-04-15"))
    assert case.support_end_on == day("2025-06-30")


def test_ex_15_an_assessment_is_sent_ten_working_days_before_the_end_and_decided_in_five() -> None:
    case = moving_on()
    case.claim_for(HESTIA)
    assert ("CARE-RNA-SUBMIT", "2025-04-23") in running(case)  # Easter and a bank holiday in May between
    sent = running(case, assessments=[an_assessment(case, "2025-04-16")])
    assert ("CARE-RNA-DECIDE", "2025-04-25") in sent
    assert "CARE-RNA-SUBMIT" not in dict(sent)


def test_ex_15_the_clock_of_an_assessment_warns_before_it_is_due_though_it_is_counted_back() -> None:
    case = moving_on()
    wanted = clocks_wanted(case, Circumstances(), RULES)
    clock = next(start(some_id(), case, each, RULES) for each in wanted if each.rule == "CARE-RNA-SUBMIT")
    assert clock.warn_at is not None
    assert clock.warn_at < clock.due_at
    assert [type(each).__name__ for each in clock.pass_time(at=noon("2025-04-22"))] == ["CareClockDueSoon"]


@pytest.mark.parametrize("rule", ["CARE-RNA-SUBMIT", "CARE-RNA-DECIDE", "CARE-CONTACT-HOUSE"])
def test_ex_15_lc_8_no_figure_was_published_so_ours_is_marked_as_ours(rule: str) -> None:
    assert {version.confidence.value for version in RULES.book.versions(rule)} == {"C"}


@pytest.mark.parametrize(("lives_in_house", "due"), [(True, "2025-03-22"), (False, "2025-03-29")])
def test_lc_8_contact_is_weekly_in_a_house_and_each_fortnight_in_outreach(
    lives_in_house: bool, due: str
) -> None:
    case = in_recovery()
    clocks = running(case, lives_in_house=lives_in_house, last_contact_at=noon("15"))
    assert due in [on for rule, on in clocks if rule.startswith("CARE-CONTACT")]


def extended() -> SupportCase:
    case = scheduled(NEGATIVE)
    assert case.support_end_on is not None
    request = ExtensionRequest(
        id=some_id(),
        support_case_id=case.id,
        referral_id=case.referral_id,
        number=1,
        days=28,
        is_exceptional=False,
        exit_on=case.support_end_on,
        new_exit_on=day("2025-05-02"),
        sent_at=noon("28"),
        answer_due_on=day("2025-04-02"),
    )
    leaving.grant_extension(case, request, at=noon("31"))
    return case


def test_ex_10_a_granted_extension_warns_before_it_ends_and_moves_nobody() -> None:
    case = extended()
    wanted = clocks_wanted(case, Circumstances(), RULES)
    clock = next(start(some_id(), case, each, RULES) for each in wanted if each.rule == "CARE-EXTENSION-END")
    assert clock.due_on == case.support_end_on == day("2025-05-02")
    said = [
        [type(event).__name__ for event in clock.pass_time(at=noon(each))]
        for each in ("2025-04-28", "2025-04-29", "2025-05-30")
    ]
    assert said == [[], ["CareClockDueSoon"], []]


def turn(what: What, on: str) -> DecisionHeard:
    return DecisionHeard(what=what, at=noon(on), on=day(on), about=About.CONCLUSIVE_GROUNDS)


def test_ri_3_the_decision_is_suspended_or_goes_on_and_support_of_the_missing_stays() -> None:
    paused, resumed = turn(What.DECISION_PAUSED, "20"), turn(What.DECISION_RESUMED, "24")
    assert not is_decision_suspended([])
    assert is_decision_suspended([paused])
    assert not is_decision_suspended([resumed, paused])
    case = after(POSITIVE)
    leaving.suspend(case, Away.MISSING, at=noon("2025-04-02"))
    before = (case.state, case.support_end_on)
    for heard in (paused, resumed):
        hear(case, heard)
    assert (case.state, case.support_end_on) == before
    leaving.come_back(case, at=noon("2025-04-10"))
    assert case.state is SupportState.MOVE_ON


@pytest.mark.parametrize(
    ("policy", "resident", "is_found"),
    [
        (GenderPolicy.WOMEN_ONLY, None, True),
        (GenderPolicy.MEN_ONLY, None, False),
        (GenderPolicy.MIXED, None, True),
        (GenderPolicy.MIXED, Gender.WOMAN, True),
        (GenderPolicy.MIXED, Gender.MAN, False),
    ],
)
@pytest.mark.parametrize(("days", "meets"), [(("7", "10"), True), (("14", "20"), True), (("4", "9"), False)])
def test_se_3_a_women_only_search_leaves_out_mens_houses_and_those_where_a_man_stays_on_any_day(
    policy: GenderPolicy, resident: Gender | None, is_found: bool, days: tuple[str, str], meets: bool
) -> None:
    house, bed = a_house(gender_policy=policy)
    other = a_bed(house.premises)
    stays = [a_stay(other, *days, gender=resident)] if resident else []
    house = replace(house, bedspaces=[bed], placements=stays)
    search = Search(
        starts_on=day("10"), days=5, regions=frozenset({"london"}), preference=Preference.WOMEN_ONLY
    )
    searcher = Searcher(actor=PRIME, guest=a_guest(gender=Gender.WOMAN), persons_placements=())
    found = list(find_beds(search, searcher, [house], RULES.working_days))
    assert bool(found) is (is_found or (resident is Gender.MAN and not meets))
