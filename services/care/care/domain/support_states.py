"""Where a support case can be, and what can move it: one table, section by section of a life in support."""

from collections.abc import Mapping
from enum import StrEnum


class SupportState(StrEnum):
    NOTIFIED = "notified"
    CONTACTING = "contacting"
    UNREACHED = "unreached"
    INITIAL_ASSESSMENT = "initial_assessment"
    DECLINED = "declined"
    AWAITING_RG = "awaiting_rg"
    EMERGENCY = "emergency"
    RECOVERY = "recovery"
    MOVE_ON = "move_on"
    EXTENDED = "extended"
    EXITING_NEGATIVE = "exiting_negative"
    EXTENSION_GRANTED = "extension_granted"
    SUSPENDED = "suspended"
    EXITED = "exited"
    REACH_IN = "reach_in"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


class Step(StrEnum):
    """What can move a support case. Coming back from suspension leads to the state that was left."""

    BEGIN_CONTACT = "begin_contact"
    CONTACT_OVERDUE = "contact_overdue"
    CALLED_IN = "called_in"
    CONTACT_MADE = "contact_made"
    EMERGENCY_NEED = "emergency_need"
    NO_EMERGENCY_NEED = "no_emergency_need"
    DECLINE = "decline"
    POSITIVE_GROUNDS = "positive_grounds"
    NEGATIVE_GROUNDS = "negative_grounds"
    POSITIVE_CONCLUSIVE = "positive_conclusive"
    NEGATIVE_CONCLUSIVE = "negative_conclusive"
    DISQUALIFIED = "disqualified"
    DISQUALIFICATION_QUASHED = "disqualification_quashed"
    RECONSIDERATION_ACCEPTED = "reconsideration_accepted"
    MORE_SUPPORT_AGREED = "more_support_agreed"
    EXTENSION_APPROVED = "extension_approved"
    EXTENSION_ENDED = "extension_ended"
    DESTITUTION_SUPPORT = "destitution_support"
    SUSPEND = "suspend"
    RETURN = "return"
    EXIT = "exit"
    RE_ENTER = "re_enter"
    OPEN_REACH_IN = "open_reach_in"
    WITHDRAW = "withdraw"
    REFERRAL_IN_ERROR = "referral_in_error"
    DIED = "died"
    CLOSE = "close"


S = SupportState
BEFORE_DECISION = (S.CONTACTING, S.UNREACHED, S.INITIAL_ASSESSMENT, S.AWAITING_RG)
LEAVING = (S.EXITING_NEGATIVE, S.EXTENSION_GRANTED)
CONFIRMED_VICTIM = (S.MOVE_ON, S.EXTENDED)
SUPPORTED = (S.EMERGENCY, S.RECOVERY, *CONFIRMED_VICTIM, *LEAVING)
OPEN = (*BEFORE_DECISION, *SUPPORTED, S.SUSPENDED)

MAY_BE_PLACED = frozenset(SUPPORTED)  # EL-2, EL-3
AWAITS_CONTACT = frozenset({S.NOTIFIED, S.CONTACTING, S.UNREACHED, S.RECOVERY, S.MOVE_ON})
ENDED = (S.DECLINED, S.EXITED, S.REACH_IN, S.WITHDRAWN, S.CLOSED)


def _each(states: tuple[SupportState, ...], step: Step, to: SupportState) -> dict[tuple[S, Step], S]:
    return {(state, step): to for state in states}


TRANSITIONS: Mapping[tuple[SupportState, Step], SupportState] = {
    (S.NOTIFIED, Step.BEGIN_CONTACT): S.CONTACTING,
    (S.CONTACTING, Step.CONTACT_OVERDUE): S.UNREACHED,
    (S.UNREACHED, Step.CALLED_IN): S.CONTACTING,
    (S.CONTACTING, Step.CONTACT_MADE): S.INITIAL_ASSESSMENT,
    (S.INITIAL_ASSESSMENT, Step.EMERGENCY_NEED): S.EMERGENCY,
    (S.INITIAL_ASSESSMENT, Step.NO_EMERGENCY_NEED): S.AWAITING_RG,
    (S.INITIAL_ASSESSMENT, Step.DECLINE): S.DECLINED,
    # A decision does not wait for our telephone call: LC-3 has contact and assessment follow it.
    **_each((*BEFORE_DECISION, S.EMERGENCY), Step.POSITIVE_GROUNDS, S.RECOVERY),
    **_each(BEFORE_DECISION, Step.NEGATIVE_GROUNDS, S.CLOSED),
    (S.EMERGENCY, Step.NEGATIVE_GROUNDS): S.EXITING_NEGATIVE,
    (S.RECOVERY, Step.CONTACT_MADE): S.RECOVERY,
    (S.MOVE_ON, Step.CONTACT_MADE): S.MOVE_ON,
    (S.RECOVERY, Step.CONTACT_OVERDUE): S.RECOVERY,
    (S.MOVE_ON, Step.CONTACT_OVERDUE): S.MOVE_ON,
    # A later decision replaces an earlier one (EL-11).
    (S.RECOVERY, Step.NEGATIVE_GROUNDS): S.EXITING_NEGATIVE,
    **_each((*LEAVING, S.CLOSED), Step.POSITIVE_GROUNDS, S.RECOVERY),
    # A conclusive decision follows a positive first one, even if we have not heard that one yet.
    **_each((*BEFORE_DECISION, S.EMERGENCY, S.RECOVERY, *LEAVING), Step.POSITIVE_CONCLUSIVE, S.MOVE_ON),
    **_each(
        (*BEFORE_DECISION, S.EMERGENCY, S.RECOVERY, *CONFIRMED_VICTIM),
        Step.NEGATIVE_CONCLUSIVE,
        S.EXITING_NEGATIVE,
    ),
    **_each(BEFORE_DECISION, Step.DISQUALIFIED, S.CLOSED),
    **_each((S.EMERGENCY, S.RECOVERY, *CONFIRMED_VICTIM), Step.DISQUALIFIED, S.EXITING_NEGATIVE),
    **_each(LEAVING, Step.DISQUALIFICATION_QUASHED, S.RECOVERY),
    **_each(LEAVING, Step.RECONSIDERATION_ACCEPTED, S.RECOVERY),
    (S.CLOSED, Step.RECONSIDERATION_ACCEPTED): S.AWAITING_RG,
    **_each(CONFIRMED_VICTIM, Step.MORE_SUPPORT_AGREED, S.EXTENDED),
    **_each(LEAVING, Step.EXTENSION_APPROVED, S.EXTENSION_GRANTED),
    (S.EXTENSION_GRANTED, Step.EXTENSION_ENDED): S.EXITING_NEGATIVE,
    **_each((S.EXITING_NEGATIVE, S.EXITED, S.CLOSED), Step.DESTITUTION_SUPPORT, S.EXITING_NEGATIVE),
    **_each(SUPPORTED, Step.SUSPEND, S.SUSPENDED),
    **_each((*CONFIRMED_VICTIM, S.EXITING_NEGATIVE), Step.EXIT, S.EXITED),
    **_each((S.EXITED, S.CLOSED), Step.RE_ENTER, S.RECOVERY),
    (S.EXITED, Step.OPEN_REACH_IN): S.REACH_IN,
    **_each(OPEN, Step.WITHDRAW, S.WITHDRAWN),
    **_each(BEFORE_DECISION, Step.REFERRAL_IN_ERROR, S.CLOSED),
    **_each((S.EMERGENCY, S.RECOVERY), Step.REFERRAL_IN_ERROR, S.EXITING_NEGATIVE),
    **_each((*OPEN, S.EXITED, S.REACH_IN), Step.DIED, S.CLOSED),
    **_each((S.EXITED, S.REACH_IN), Step.CLOSE, S.CLOSED),
}
ENDS_A_SUSPENSION = frozenset({Step.WITHDRAW, Step.DIED})  # every other step changes what is gone back to


class StepNotAllowed(Exception):
    """The support case is not where this step starts from: somebody else was quicker, or the page is old."""

    def __init__(self, state: SupportState, step: Step) -> None:
        super().__init__(f"{step} from {state}")
        self.state = state
        self.step = step


def after(state: SupportState, step: Step) -> SupportState:
    """Raises StepNotAllowed."""
    target = TRANSITIONS.get((state, step))
    if target is None:
        raise StepNotAllowed(state, step)
    return target
