"""The stages of a case and every step between them: the state machine as one table.

Source: the state diagram of the domain reference, §4. Where the table allows more than the diagram draws
(withdrawal and death at any undecided stage, a reconsideration after exit), docs/decisions/0016 says why.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType


class Stage(StrEnum):
    """Where a case is. What is true beside it (missing, detained, disqualified …) is an overlay."""

    REASONABLE_GROUNDS_PENDING = "rg_pending"
    REASONABLE_GROUNDS_MORE_INFORMATION = "rg_more_information"
    REASONABLE_GROUNDS_SUSPENDED = "rg_suspended"
    REASONABLE_GROUNDS_REVIEW = "rg_review"
    REASONABLE_GROUNDS_NEGATIVE = "rg_negative"
    RECOVERY = "recovery"
    CONCLUSIVE_GROUNDS_PENDING = "cg_pending"
    CONCLUSIVE_GROUNDS_DELAYED = "cg_delayed"
    CONCLUSIVE_GROUNDS_SUSPENDED = "cg_suspended"
    CONCLUSIVE_GROUNDS_REVIEW = "cg_review"
    ASSURANCE_PANEL = "maap"
    TECHNICAL_LEAD = "technical_lead"
    CONCLUSIVE_GROUNDS_NEGATIVE = "cg_negative"
    CONCLUSIVE_GROUNDS_POSITIVE = "cg_positive"
    RECONSIDERATION_REQUESTED = "reconsideration_requested"
    EXITED = "exited"
    WITHDRAWN = "withdrawn"
    CLOSED_OTHER = "closed_other"


class Step(StrEnum):
    """What may move a case from one stage to the next."""

    ASK_FOR_INFORMATION = "ask_for_information"
    STOP_WAITING_FOR_INFORMATION = "stop_waiting_for_information"
    DECIDE_REASONABLE_GROUNDS_POSITIVE = "decide_rg_positive"
    DRAFT_REASONABLE_GROUNDS_NEGATIVE = "draft_rg_negative"
    RETURN_REASONABLE_GROUNDS_TO_AUTHOR = "return_rg"
    AGREE_REASONABLE_GROUNDS_NEGATIVE = "agree_rg_negative"
    REACH_EARLIEST_CONCLUSIVE_GROUNDS = "reach_earliest_cg"
    SUSPEND = "suspend"
    RESUME = "resume"
    RESUME_RECOVERY = "resume_recovery"
    AGREE_DELAY = "agree_delay"
    END_DELAY = "end_delay"
    DECIDE_CONCLUSIVE_GROUNDS_POSITIVE = "decide_cg_positive"
    DRAFT_CONCLUSIVE_GROUNDS_NEGATIVE = "draft_cg_negative"
    RETURN_CONCLUSIVE_GROUNDS_TO_AUTHOR = "return_cg"
    AGREE_CONCLUSIVE_GROUNDS_NEGATIVE = "agree_cg_negative"
    SEND_TO_PANEL = "send_to_panel"
    PANEL_AGREES = "panel_agrees"
    PANEL_DISAGREES = "panel_disagrees"
    LEAD_UPHOLDS = "lead_upholds"
    LEAD_SENDS_BACK = "lead_sends_back"
    REVOKE_CONCLUSIVE_GROUNDS = "revoke_cg"
    REQUEST_RECONSIDERATION = "request_reconsideration"
    KEEP_REASONABLE_GROUNDS_NEGATIVE = "keep_rg_negative"
    KEEP_CONCLUSIVE_GROUNDS_NEGATIVE = "keep_cg_negative"
    REOPEN_REASONABLE_GROUNDS = "reopen_rg"
    REOPEN_CONCLUSIVE_GROUNDS = "reopen_cg"
    WITHDRAW = "withdraw"
    CLOSE_FOR_ANOTHER_REASON = "close_other"
    EXIT = "exit"


RG_PENDING = Stage.REASONABLE_GROUNDS_PENDING
RG_MORE_INFORMATION = Stage.REASONABLE_GROUNDS_MORE_INFORMATION
RG_SUSPENDED = Stage.REASONABLE_GROUNDS_SUSPENDED
RG_REVIEW = Stage.REASONABLE_GROUNDS_REVIEW
RG_NEGATIVE = Stage.REASONABLE_GROUNDS_NEGATIVE
RECOVERY = Stage.RECOVERY
CG_PENDING = Stage.CONCLUSIVE_GROUNDS_PENDING
CG_DELAYED = Stage.CONCLUSIVE_GROUNDS_DELAYED
CG_SUSPENDED = Stage.CONCLUSIVE_GROUNDS_SUSPENDED
CG_REVIEW = Stage.CONCLUSIVE_GROUNDS_REVIEW
CG_NEGATIVE = Stage.CONCLUSIVE_GROUNDS_NEGATIVE
CG_POSITIVE = Stage.CONCLUSIVE_GROUNDS_POSITIVE
RECONSIDERATION = Stage.RECONSIDERATION_REQUESTED

BEFORE_REASONABLE_GROUNDS = frozenset({RG_PENDING, RG_MORE_INFORMATION, RG_SUSPENDED, RG_REVIEW})
BEFORE_CONCLUSIVE_GROUNDS = frozenset(
    {RECOVERY, CG_PENDING, CG_DELAYED, CG_SUSPENDED, CG_REVIEW, Stage.ASSURANCE_PANEL, Stage.TECHNICAL_LEAD}
)
SUSPENDED = frozenset({RG_SUSPENDED, CG_SUSPENDED})
UNDECIDED = BEFORE_REASONABLE_GROUNDS | BEFORE_CONCLUSIVE_GROUNDS | {RECONSIDERATION}
DECIDED = frozenset({RG_NEGATIVE, CG_NEGATIVE, CG_POSITIVE})
CLOSED = frozenset({Stage.EXITED, Stage.WITHDRAWN, Stage.CLOSED_OTHER})


def _from_each(stages: Iterable[Stage], step: Step, to: Stage) -> dict[tuple[Stage, Step], Stage]:
    return {(stage, step): to for stage in stages}


TRANSITIONS: Mapping[tuple[Stage, Step], Stage] = MappingProxyType(
    {
        (RG_PENDING, Step.ASK_FOR_INFORMATION): RG_MORE_INFORMATION,
        (RG_MORE_INFORMATION, Step.STOP_WAITING_FOR_INFORMATION): RG_PENDING,
        (RG_PENDING, Step.SUSPEND): RG_SUSPENDED,
        (RG_SUSPENDED, Step.RESUME): RG_PENDING,
        (RG_PENDING, Step.DECIDE_REASONABLE_GROUNDS_POSITIVE): RECOVERY,
        (RG_PENDING, Step.DRAFT_REASONABLE_GROUNDS_NEGATIVE): RG_REVIEW,
        (RG_REVIEW, Step.RETURN_REASONABLE_GROUNDS_TO_AUTHOR): RG_PENDING,
        (RG_REVIEW, Step.AGREE_REASONABLE_GROUNDS_NEGATIVE): RG_NEGATIVE,
        (RECOVERY, Step.REACH_EARLIEST_CONCLUSIVE_GROUNDS): CG_PENDING,
        (RECOVERY, Step.SUSPEND): CG_SUSPENDED,
        (CG_PENDING, Step.SUSPEND): CG_SUSPENDED,
        (CG_SUSPENDED, Step.RESUME): CG_PENDING,
        (CG_SUSPENDED, Step.RESUME_RECOVERY): RECOVERY,
        (CG_PENDING, Step.AGREE_DELAY): CG_DELAYED,
        (CG_DELAYED, Step.END_DELAY): CG_PENDING,
        (CG_PENDING, Step.DECIDE_CONCLUSIVE_GROUNDS_POSITIVE): CG_POSITIVE,
        (CG_PENDING, Step.DRAFT_CONCLUSIVE_GROUNDS_NEGATIVE): CG_REVIEW,
        (CG_REVIEW, Step.RETURN_CONCLUSIVE_GROUNDS_TO_AUTHOR): CG_PENDING,
        (CG_REVIEW, Step.AGREE_CONCLUSIVE_GROUNDS_NEGATIVE): CG_NEGATIVE,
        (CG_REVIEW, Step.SEND_TO_PANEL): Stage.ASSURANCE_PANEL,
        (Stage.ASSURANCE_PANEL, Step.PANEL_AGREES): CG_NEGATIVE,
        (Stage.ASSURANCE_PANEL, Step.PANEL_DISAGREES): Stage.TECHNICAL_LEAD,
        (Stage.TECHNICAL_LEAD, Step.LEAD_UPHOLDS): CG_NEGATIVE,
        (Stage.TECHNICAL_LEAD, Step.LEAD_SENDS_BACK): CG_PENDING,
        (CG_POSITIVE, Step.REVOKE_CONCLUSIVE_GROUNDS): CG_NEGATIVE,
        **_from_each(
            (RG_NEGATIVE, CG_NEGATIVE, Stage.EXITED), Step.REQUEST_RECONSIDERATION, to=RECONSIDERATION
        ),
        (RECONSIDERATION, Step.KEEP_REASONABLE_GROUNDS_NEGATIVE): RG_NEGATIVE,
        (RECONSIDERATION, Step.KEEP_CONCLUSIVE_GROUNDS_NEGATIVE): CG_NEGATIVE,
        (RECONSIDERATION, Step.REOPEN_REASONABLE_GROUNDS): RG_PENDING,
        (RECONSIDERATION, Step.REOPEN_CONCLUSIVE_GROUNDS): CG_PENDING,
        **_from_each(UNDECIDED, Step.WITHDRAW, to=Stage.WITHDRAWN),
        **_from_each(UNDECIDED, Step.CLOSE_FOR_ANOTHER_REASON, to=Stage.CLOSED_OTHER),
        **_from_each(DECIDED, Step.EXIT, to=Stage.EXITED),
    }
)


class StepNotAllowed(Exception):
    """The case is at a stage from which this step does not lead anywhere."""

    def __init__(self, stage: Stage, step: Step) -> None:
        super().__init__(f"{step.value} is not possible at {stage.value}")
        self.stage = stage
        self.step = step


def stage_after(stage: Stage, step: Step) -> Stage:
    if (stage, step) not in TRANSITIONS:
        raise StepNotAllowed(stage, step)
    return TRANSITIONS[stage, step]
