"""The transition table against the state diagram of the domain reference, written down a second time."""

import pytest

from decision.domain.overlays import (
    LEADS_TO,
    ChangeNotAllowed,
    Consent,
    Disqualification,
    Immigration,
    Lineage,
    Overlay,
    Whereabouts,
    check_change,
)
from decision.domain.stages import CLOSED, TRANSITIONS, UNDECIDED, Stage, Step, StepNotAllowed, stage_after

DIAGRAM = """
rg_pending ask_for_information rg_more_information
rg_more_information stop_waiting_for_information rg_pending
rg_pending suspend rg_suspended
rg_suspended resume rg_pending
rg_pending draft_rg_negative rg_review
rg_review return_rg rg_pending
rg_review agree_rg_negative rg_negative
rg_pending decide_rg_positive recovery
recovery reach_earliest_cg cg_pending
cg_pending agree_delay cg_delayed
cg_delayed end_delay cg_pending
cg_pending suspend cg_suspended
recovery suspend cg_suspended
cg_suspended resume cg_pending
cg_pending draft_cg_negative cg_review
cg_review return_cg cg_pending
cg_review send_to_panel maap
maap panel_agrees cg_negative
maap panel_disagrees technical_lead
technical_lead lead_upholds cg_negative
technical_lead lead_sends_back cg_pending
cg_review agree_cg_negative cg_negative
cg_pending decide_cg_positive cg_positive
rg_negative request_reconsideration reconsideration_requested
cg_negative request_reconsideration reconsideration_requested
reconsideration_requested keep_rg_negative rg_negative
reconsideration_requested keep_cg_negative cg_negative
reconsideration_requested reopen_rg rg_pending
reconsideration_requested reopen_cg cg_pending
cg_positive exit exited
cg_negative exit exited
rg_negative exit exited
"""
BESIDE_THE_DIAGRAM = """
cg_positive revoke_cg cg_negative
exited request_reconsideration reconsideration_requested
cg_suspended resume_recovery recovery
"""
ENDS_AT_ANY_TIME = {Step.WITHDRAW: Stage.WITHDRAWN, Step.CLOSE_FOR_ANOTHER_REASON: Stage.CLOSED_OTHER}


def _read(table: str) -> dict[tuple[Stage, Step], Stage]:
    lines = [line.split() for line in table.strip().splitlines()]
    return {(Stage(was), Step(step)): Stage(now) for was, step, now in lines}


ALLOWED = {
    **_read(DIAGRAM),
    **_read(BESIDE_THE_DIAGRAM),
    **{(stage, step): end for stage in UNDECIDED for step, end in ENDS_AT_ANY_TIME.items()},
}
FORBIDDEN = [(stage, step) for stage in Stage for step in Step if (stage, step) not in ALLOWED]
OVERLAYS: list[type[Overlay]] = [Consent, Whereabouts, Disqualification, Immigration, Lineage]


def test_the_table_allows_exactly_these_steps() -> None:
    assert dict(TRANSITIONS) == ALLOWED


@pytest.mark.parametrize(("stage", "step"), FORBIDDEN)
def test_every_other_step_is_refused_by_the_table(stage: Stage, step: Step) -> None:
    with pytest.raises(StepNotAllowed) as refused:
        stage_after(stage, step)
    assert (refused.value.stage, refused.value.step) == (stage, step)


@pytest.mark.parametrize("stage", sorted(UNDECIDED))
def test_an_adult_may_withdraw_and_a_person_may_die_at_any_undecided_stage(stage: Stage) -> None:
    assert stage_after(stage, Step.WITHDRAW) is Stage.WITHDRAWN
    assert stage_after(stage, Step.CLOSE_FOR_ANOTHER_REASON) is Stage.CLOSED_OTHER


@pytest.mark.parametrize("stage", sorted(CLOSED))
def test_a_closed_case_is_reopened_by_a_reconsideration_alone(stage: Stage) -> None:
    leads = {step for was, step in TRANSITIONS if was is stage}
    assert leads <= {Step.REQUEST_RECONSIDERATION}


@pytest.mark.parametrize("kind", OVERLAYS)
def test_every_value_of_an_overlay_says_what_it_may_become(kind: type[Overlay]) -> None:
    for was in kind:
        assert LEADS_TO[was] <= frozenset(kind) - {was}


@pytest.mark.parametrize(
    ("was", "now"),
    [
        (Whereabouts.DECEASED, Whereabouts.FOUND),
        (Whereabouts.KNOWN, Whereabouts.FOUND),
        (Consent.GIVEN, Consent.NOT_NEEDED),
        (Disqualification.NONE, Disqualification.IMPOSED),
        (Disqualification.IMPOSED, Disqualification.NONE),
        (Immigration.NOT_APPLICABLE, Immigration.GRANTED),
    ],
)
def test_an_overlay_does_not_jump(was: Overlay, now: Overlay) -> None:
    with pytest.raises(ChangeNotAllowed):
        check_change(was, now)
