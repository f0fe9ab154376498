"""When somebody may leave support, or has to, and what there is afterwards."""

from dataclasses import replace
from datetime import date

import pytest
from tests.care.scenes import RULES

from care.domain.after_exit import PostExitService, drop_in_until, is_reach_in_eligible, post_exit_services
from care.domain.exit_dates import ExitBasis, ExitClock, Happened, Turn, exit_date, recovery_minimum
from care.domain.extension import Content, ExtensionAsked, Heading, extension_terms
from care.domain.refusals import Code, Refused
from care.domain.rulebook import CareRules, Mark
from clocks.rules import Confidence
from decision.domain.rules import rule_book
from plumbing.govuk.dates import day as shown

B = ExitBasis


def on(text: str) -> date:
    return date.fromisoformat(text)


def with_setting(name: str, value: bool | int | date) -> CareRules:
    setting = RULES.settings[name].model_copy(update={"value": value})
    return replace(RULES, settings={**RULES.settings, name: setting})


@pytest.mark.parametrize(
    ("basis", "decided", "received", "leaves"),
    [
        pytest.param(B.POSITIVE_CG, "2025-03-03", "2025-03-05", "2025-04-19", id="EX-1 EX-5 a Saturday"),
        pytest.param(B.POSITIVE_CG, "2018-10-01", "2018-10-01", "2018-11-15", id="EX-1 first day of 45"),
        pytest.param(B.POSITIVE_CG, "2018-09-30", "2018-10-03", "2018-10-17", id="EX-1 last day of 14"),
        pytest.param(B.NEGATIVE_CG, "2025-03-03", "2025-03-05", "2025-03-18", id="EX-3 nine working days"),
        pytest.param(B.NEGATIVE_CG, "2025-04-10", "2025-04-14", "2025-04-29", id="EX-3 over Easter"),
        pytest.param(B.NEGATIVE_RG, "2025-03-03", "2025-03-05", "2025-03-18", id="EX-4 emergency support"),
        pytest.param(B.DISQUALIFIED, "2025-03-05", None, "2025-03-18", id="from the day it was imposed"),
    ],
)
def test_ex_1_to_ex_5_the_exit_counts_from_receipt(
    basis: ExitBasis, decided: str, received: str | None, leaves: str
) -> None:
    received_on = on(received) if received else None
    assert exit_date(RULES, basis, decided_on=on(decided), received_on=received_on).on == on(leaves)


def test_ex_2_without_receipt_no_exit_clock_runs() -> None:
    for basis in (B.POSITIVE_CG, B.NEGATIVE_CG, B.NEGATIVE_RG):
        found = exit_date(RULES, basis, decided_on=on("2025-03-03"), received_on=None)
        assert (found.clock, found.on) == (ExitClock.NOT_STARTED, None)


def test_lc_10_after_a_positive_decision_the_date_is_the_earliest_and_no_end() -> None:
    found = exit_date(RULES, B.POSITIVE_CG, decided_on=on("2025-03-03"), received_on=on("2025-03-05"))
    assert (found.earliest_exit_on, found.exit_on) == (on("2025-04-19"), None)
    negative = exit_date(RULES, B.NEGATIVE_CG, decided_on=on("2025-03-03"), received_on=on("2025-03-05"))
    assert (negative.earliest_exit_on, negative.exit_on) == (None, on("2025-03-18"))


@pytest.mark.parametrize(
    ("turns", "clock", "leaves"),
    [
        pytest.param(["requested"], ExitClock.RUNNING, "2025-03-18", id="asked for"),
        pytest.param(["requested", "accepted"], ExitClock.REMOVED, None, id="accepted"),
        pytest.param(["requested", "refused"], ExitClock.RUNNING, "2025-03-18", id="refused"),
        pytest.param(["accepted", "refused"], ExitClock.RUNNING, "2025-03-19", id="resumed after a day"),
    ],
)
def test_el_11_only_an_accepted_reconsideration_takes_the_exit_away(
    turns: list[str], clock: ExitClock, leaves: str | None
) -> None:
    then = [
        Happened(Turn(f"reconsideration_{turn}"), on(f"2025-03-{10 + index}"))
        for index, turn in enumerate(turns)
    ]
    found = exit_date(
        RULES, B.NEGATIVE_CG, decided_on=on("2025-03-03"), received_on=on("2025-03-05"), then=then
    )
    assert (found.clock, found.on) == (clock, on(leaves) if leaves else None)


@pytest.mark.parametrize(
    ("decided", "not_before"),
    [
        pytest.param("2022-12-12", "2023-01-26", id="the last of 45 days"),
        pytest.param("2022-12-13", "2023-01-12", id="the first of 30 days"),
    ],
)
def test_the_recovery_minimum_follows_the_date_of_the_decision(decided: str, not_before: str) -> None:
    assert recovery_minimum(RULES, on(decided)).due_on == on(not_before)


def test_the_day_of_the_switch_is_a_setting() -> None:
    later = with_setting("recovery_minimum_switch_on", on("2023-01-30"))
    assert recovery_minimum(later, on("2023-01-29")).due_on == on("2023-03-15")
    assert RULES.settings["move_on_45_switch_on"].mark is Mark.UNCONFIRMED


def test_ex_3_the_other_length_a_source_gives_is_kept_beside_ours() -> None:
    found = exit_date(RULES, B.NEGATIVE_CG, decided_on=on("2025-03-03"), received_on=on("2025-03-05"))
    assert found.due is not None
    assert [each.value for each in found.due.rule.conflicts] == ["14 calendar days"]


def test_ex_4_the_length_after_a_negative_first_decision_is_marked_as_ours() -> None:
    found = exit_date(RULES, B.NEGATIVE_RG, decided_on=on("2025-03-03"), received_on=on("2025-03-05"))
    assert found.due is not None
    assert found.due.rule.confidence is Confidence.OUR_SETTING


@pytest.mark.parametrize(
    ("is_confirmed", "left", "services"),
    [
        pytest.param(True, "2021-01-03", (), id="the day before"),
        pytest.param(True, "2021-01-04", (PostExitService.REACH_IN,), id="the first day"),
        pytest.param(False, "2025-03-03", (), id="after a negative decision"),
    ],
)
def test_ex_16_reach_in_is_for_confirmed_victims_who_left_from_january_2021(
    is_confirmed: bool, left: str, services: tuple[PostExitService, ...]
) -> None:
    assert post_exit_services(RULES, is_confirmed_victim=is_confirmed, exit_on=on(left)) == services
    eligible = is_reach_in_eligible(RULES, is_confirmed_victim=is_confirmed, exit_on=on(left))
    assert eligible == bool(services)


def test_ex_16_drop_in_services_stay_behind_their_setting() -> None:
    found = post_exit_services(
        with_setting("drop_in_enabled", True), is_confirmed_victim=True, exit_on=on("2020-06-01")
    )
    assert found == (PostExitService.DROP_IN,)
    assert shown(drop_in_until(RULES, on("2020-08-31"))) == "28 February 2021"


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        pytest.param("CARE-RECOVERY-45", "CLK-CG-MIN", id="recovery, 45 days"),
        pytest.param("CARE-MOVE-ON-14", "CLK-MO14", id="move-on, 14 days"),
        pytest.param("CARE-MOVE-ON-45", "CLK-MO45", id="move-on"),
        pytest.param("CARE-EXIT-CG", "CLK-EXIT-NCG", id="after a negative conclusive decision"),
        pytest.param("CARE-EXIT-RG", "CLK-EXIT-NRG", id="after a negative first decision"),
        pytest.param("CARE-EXTENSION-ANSWER", "CLK-EXT-ANS", id="answer to a request"),
        pytest.param("CARE-EXTENSION-MAX", "CLK-EXT-MAX", id="one extension"),
    ],
)
def test_section_9_both_services_count_the_way_out_alike(ours: str, theirs: str) -> None:
    assert RULES.book.versions(ours)[0].length == rule_book().versions(theirs)[0].length


def asked(**changes: object) -> ExtensionAsked:
    usual: dict[str, object] = {
        "by": "provider",
        "days": 28,
        "sent_on": on("2025-03-14"),
        "exit_on": on("2025-03-18"),
    }
    return ExtensionAsked(**(usual | changes))  # type: ignore[arg-type]


def test_ex_8_ex_9_an_extension_counts_from_the_exit_and_is_answered_in_three_working_days() -> None:
    terms = extension_terms(RULES, asked())
    assert (terms.answer_due_on, terms.new_exit_on) == (on("2025-03-19"), on("2025-04-15"))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        pytest.param({"by": "person"}, Code.ONLY_PROVIDER_MAY_REQUEST, id="EX-6 by the person"),
        pytest.param({"by": "lawyer", "days": 40}, Code.ONLY_PROVIDER_MAY_REQUEST, id="EX-6 first"),
        pytest.param({"days": 0}, Code.DURATION_TOO_SHORT, id="no day at all"),
        pytest.param({"days": 29}, Code.OVER_28_DAYS_NEEDS_EXCEPTION, id="EX-8 29 days"),
        pytest.param({"days": 29, "is_exceptional": True}, None, id="EX-8 29 days exceptionally"),
        pytest.param({"days": 28}, None, id="EX-8 28 days"),
        pytest.param({"sent_on": on("2025-03-18")}, Code.REASON_REQUIRED, id="EX-7 on the exit date"),
        pytest.param({"sent_on": on("2025-03-17")}, None, id="EX-7 the day before"),
        pytest.param({"sent_on": on("2025-03-18"), "late_reason": "Ill"}, None, id="EX-7 with a reason"),
    ],
)
def test_ex_6_to_ex_8_what_an_extension_request_is_refused_for(
    changes: dict[str, object], code: Code | None
) -> None:
    if code is None:
        extension_terms(RULES, asked(**changes))
        return
    with pytest.raises(Refused) as refused:
        extension_terms(RULES, asked(**changes))
    assert refused.value.code is code


def test_ex_6_every_heading_of_a_request_needs_words() -> None:
    words = dict.fromkeys(Heading, "What was done")
    Content(words).check()
    for heading in Heading:
        with pytest.raises(Refused):
            Content({**words, heading: " "}).check()
