"""The stages of a case and every step between them: the state machine as one table."""

from collections.abc import Mapping
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

    DECIDE_REASONABLE_GROUNDS_POSITIVE = "decide_rg_positive"
    DRAFT_REASONABLE_GROUNDS_NEGATIVE = "draft_rg_negative"
    RETURN_REASONABLE_GROUNDS_TO_AUTHOR = "return_rg"
    AGREE_REASONABLE_GROUNDS_NEGATIVE = "agree_rg_negative"
    REACH_EARLIEST_CONCLUSIVE_GROUNDS = "reach_earliest_cg"


TRANSITIONS: Mapping[tuple[Stage, Step], Stage] = MappingProxyType(
    {
        (Stage.REASONABLE_GROUNDS_PENDING, Step.DECIDE_REASONABLE_GROUNDS_POSITIVE): Stage.RECOVERY,
        (
            Stage.REASONABLE_GROUNDS_PENDING,
            Step.DRAFT_REASONABLE_GROUNDS_NEGATIVE,
        ): Stage.REASONABLE_GROUNDS_REVIEW,
        (
            Stage.REASONABLE_GROUNDS_REVIEW,
            Step.RETURN_REASONABLE_GROUNDS_TO_AUTHOR,
        ): Stage.REASONABLE_GROUNDS_PENDING,
        (
            Stage.REASONABLE_GROUNDS_REVIEW,
            Step.AGREE_REASONABLE_GROUNDS_NEGATIVE,
        ): Stage.REASONABLE_GROUNDS_NEGATIVE,
        (Stage.RECOVERY, Step.REACH_EARLIEST_CONCLUSIVE_GROUNDS): Stage.CONCLUSIVE_GROUNDS_PENDING,
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
