"""What a decision changes in a support case: late, twice and in any order.

The decision's own time counts. What happened before the latest fact applied moves nothing any more.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from care.domain.exit_dates import ExitBasis, exit_date
from care.domain.heard import About, DecisionHeard, Grounds, LetterHeard, What, received_first
from care.domain.rulebook import CareRules
from care.domain.support import EntryBasis, SupportCase
from care.domain.support_states import Step, SupportState
from contracts.care import SupportExitScheduled, SupportStarted
from contracts.events import Event

Deed = Callable[[SupportCase, DecisionHeard], list[Event]]
REOPENABLE = frozenset({Step.NEGATIVE_GROUNDS, Step.NEGATIVE_CONCLUSIVE, Step.DISQUALIFIED})


def hear(case: SupportCase, heard: DecisionHeard) -> list[Event]:
    """Facts that are not in the table are only kept, to be shown."""
    deed = DEEDS.get(heard.what)
    if deed is None:
        return []
    if case.standing_at is not None and heard.at < case.standing_at:
        return _fill_in(case, heard)
    case.standing_at = heard.at
    return deed(case, heard)


def _fill_in(case: SupportCase, heard: DecisionHeard) -> list[Event]:
    """An older fact heard late: the day recovery began, and nothing else."""
    is_first_positive = heard.about is About.REASONABLE_GROUNDS and heard.outcome is Grounds.POSITIVE
    if is_first_positive and case.is_supported and case.started_on is None:
        return _start(case, heard)
    return []


def _decided(case: SupportCase, heard: DecisionHeard) -> list[Event]:
    if heard.outcome is Grounds.NEGATIVE:
        return _decided_negative(case, heard)
    if heard.about is About.CONCLUSIVE_GROUNDS:
        return _confirm(case, heard)
    return _recover(case, heard)


def _recover(case: SupportCase, heard: DecisionHeard) -> list[Event]:
    if case.state is SupportState.EXITED:
        return _offer_return(case, heard.on)
    if not _may_be_opened_by(case, Step.POSITIVE_GROUNDS):
        return []
    case.take(Step.POSITIVE_GROUNDS, at=heard.at)
    _forget_exit(case)
    return _start(case, heard)


def _start(case: SupportCase, heard: DecisionHeard) -> list[Event]:
    if case.started_on is not None:
        return []
    case.started_on = heard.on
    case.entry_basis = case.entry_basis or EntryBasis.POSITIVE_RG
    return [SupportStarted(**case.ids(), started_on=heard.on)]


def _confirm(case: SupportCase, heard: DecisionHeard) -> list[Event]:
    """EX-1: move-on support counts from the day the letter is received."""
    case.is_confirmed_victim = True
    if case.state is SupportState.EXITED:
        return _offer_return(case, heard.on)
    if case.can(Step.POSITIVE_CONCLUSIVE):
        case.take(Step.POSITIVE_CONCLUSIVE, at=heard.at)
        _leave_after(case, ExitBasis.POSITIVE_CG, heard.on)
    return []


def _decided_negative(case: SupportCase, heard: DecisionHeard) -> list[Event]:
    case.is_confirmed_victim = False
    case.may_re_enter_since = None
    is_first = heard.about is About.REASONABLE_GROUNDS
    step = Step.NEGATIVE_GROUNDS if is_first else Step.NEGATIVE_CONCLUSIVE
    return _begin_leaving(case, step, ExitBasis.NEGATIVE_RG if is_first else ExitBasis.NEGATIVE_CG, heard)


def _disqualified(case: SupportCase, heard: DecisionHeard) -> list[Event]:
    return _begin_leaving(case, Step.DISQUALIFIED, ExitBasis.DISQUALIFIED, heard)


def _begin_leaving(case: SupportCase, step: Step, basis: ExitBasis, heard: DecisionHeard) -> list[Event]:
    if case.can(step):
        case.take(step, at=heard.at)
        _leave_after(case, basis, heard.on)
    return []


def _quashed(case: SupportCase, heard: DecisionHeard) -> list[Event]:
    """As if it had not been imposed: a confirmed victim is one again."""
    if case.exit_basis is not ExitBasis.DISQUALIFIED:
        return []
    if case.state is SupportState.EXITED:
        return _offer_return(case, heard.on)
    if case.can(Step.DISQUALIFICATION_QUASHED):
        case.take(Step.DISQUALIFICATION_QUASHED, at=heard.at)
        _forget_exit(case)
    return _confirm(case, heard) if case.is_confirmed_victim else []


def _accepted(case: SupportCase, heard: DecisionHeard) -> list[Event]:
    """EL-11: an exit falls away, and who has left may come back. A request alone does neither."""
    if case.state is SupportState.EXITED or case.ended_by is Step.CLOSE:
        return _offer_return(case, heard.on)
    if _may_be_opened_by(case, Step.RECONSIDERATION_ACCEPTED):
        case.take(Step.RECONSIDERATION_ACCEPTED, at=heard.at)
        _forget_exit(case)
    return []


def _kept(case: SupportCase, heard: DecisionHeard) -> list[Event]:
    """The same decision again after looking at it anew: the way out counts from a new letter."""
    return _decided_negative(case, heard)


def _withdrawn(case: SupportCase, heard: DecisionHeard) -> list[Event]:
    """EL-9: the case closes and funded support ends."""
    return _end(case, Step.WITHDRAW, heard)


def _died(case: SupportCase, heard: DecisionHeard) -> list[Event]:
    return _end(case, Step.DIED, heard)


def _in_error(case: SupportCase, heard: DecisionHeard) -> list[Event]:
    """Nobody is put out because a referral should not have been made: they leave safely (LC-10)."""
    return _end(case, Step.REFERRAL_IN_ERROR, heard)


def _end(case: SupportCase, step: Step, heard: DecisionHeard) -> list[Event]:
    if case.can(step):
        case.take(step, at=heard.at)
        _forget_exit(case)
    return []


DEEDS: Mapping[What, Deed] = {
    What.DECIDED: _decided,
    What.DISQUALIFIED: _disqualified,
    What.DISQUALIFICATION_QUASHED: _quashed,
    What.RECONSIDERATION_ACCEPTED: _accepted,
    What.RECONSIDERATION_KEPT: _kept,
    What.WITHDRAWN: _withdrawn,
    What.DIED: _died,
    What.IN_ERROR: _in_error,
}


def hear_letters(case: SupportCase, letters: Iterable[LetterHeard], rules: CareRules) -> list[Event]:
    """Counts the exit from receipt. A letter heard before its decision waits, and counts then (§14)."""
    if case.exit_basis is None or case.exit_decided_on is None:
        return []
    if case.exit_basis is not ExitBasis.DISQUALIFIED:
        about, outcome = OF_BASIS[case.exit_basis]
        case.exit_received_on = received_first(letters, about, outcome, since=case.exit_decided_on)
    return schedule_exit(case, rules)


OF_BASIS = {
    ExitBasis.POSITIVE_CG: (About.CONCLUSIVE_GROUNDS, Grounds.POSITIVE),
    ExitBasis.NEGATIVE_CG: (About.CONCLUSIVE_GROUNDS, Grounds.NEGATIVE),
    ExitBasis.NEGATIVE_RG: (About.REASONABLE_GROUNDS, Grounds.NEGATIVE),
}
COUNTED = frozenset({SupportState.MOVE_ON, SupportState.EXITING_NEGATIVE})


def schedule_exit(case: SupportCase, rules: CareRules) -> list[Event]:
    """Says the day once, and again when a corrected receipt moves it. More support agreed outlasts it."""
    found = case_exit_date(case, rules)
    if found is None or case.stage not in COUNTED or found == case.support_end_on:
        return []
    case.support_end_on = found
    return [exit_scheduled(case)]


def exit_scheduled(case: SupportCase) -> Event:
    assert case.support_end_on is not None
    is_earliest = case.exit_basis is ExitBasis.POSITIVE_CG
    return SupportExitScheduled(**case.ids(), exit_on=case.support_end_on, is_earliest=is_earliest)


def case_exit_date(case: SupportCase, rules: CareRules) -> date | None:
    if case.exit_basis is None or case.exit_decided_on is None or is_kept_from_destitution(case):
        return None
    found = exit_date(
        rules, case.exit_basis, decided_on=case.exit_decided_on, received_on=case.exit_received_on
    )
    return found.on


def is_kept_from_destitution(case: SupportCase) -> bool:
    return case.entry_basis is EntryBasis.DESTITUTION_ONLY


def _may_be_opened_by(case: SupportCase, step: Step) -> bool:
    """A closed case opens again only if it was a decision that closed it."""
    is_for_good = case.state is SupportState.CLOSED and case.ended_by not in REOPENABLE
    return case.can(step) and not is_for_good


def _offer_return(case: SupportCase, on: date) -> list[Event]:
    case.may_re_enter_since = on
    return []


def _leave_after(case: SupportCase, basis: ExitBasis, on: date) -> None:
    _forget_exit(case)
    case.exit_basis, case.exit_decided_on = basis, on


def _forget_exit(case: SupportCase) -> None:
    case.exit_basis = case.exit_decided_on = case.exit_received_on = case.support_end_on = None
    case.may_re_enter_since = None
