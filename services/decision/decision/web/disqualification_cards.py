"""A disqualification that is considered, imposed or not, as a card with what can be done about it."""

from collections.abc import Iterable, Sequence

from decision.domain.case import Case
from decision.domain.disqualification import DisqualificationProposal, DisqualificationState
from decision.domain.disqualified_again import waits
from decision.domain.disqualifying import REPRESENTATIONS
from decision.storage import CaseNote
from decision.web import paths
from decision.web.after_cards import Card
from decision.web.after_words import DISQUALIFICATION_STATES, DISQUALIFIED_FOR
from decision.web.circumstance_words import ASKERS
from decision.web.edge import may_decide, may_review
from decision.web.note_words import note_title
from plumbing.access import User
from plumbing.govuk.dates import day, moment
from plumbing.govuk.parts import Link, Row


def disqualification_card(
    case: Case, proposal: DisqualificationProposal, notes: Iterable[CaseNote], user: User
) -> Card:
    due = case.due(REPRESENTATIONS)
    rows = [
        Row("State", DISQUALIFICATION_STATES[proposal.state]),
        Row("Ground", DISQUALIFIED_FOR[proposal.ground]),
        Row("Notice", moment(proposal.notified_at)),
        Row("Answer by", day(due) if due and proposal.state is DisqualificationState.NOTIFIED else ""),
        Row("Representations", _represented(proposal)),
        Row("Proposed", _proposed(proposal)),
        *_said(proposal, notes),
        Row("Decided", moment(proposal.reviewed_at) if proposal.reviewed_at else ""),
        Row("Asked to look again", _asked(proposal)),
        Row("Answered", moment(proposal.answered_at) if proposal.answered_at else ""),
        Row("Quashed", moment(proposal.quashed_at) if proposal.quashed_at else ""),
    ]
    return Card("Disqualification", [row for row in rows if row.value], _links(case, proposal, user))


def _represented(proposal: DisqualificationProposal) -> str:
    if proposal.represented_on is None:
        return "None yet" if proposal.state is DisqualificationState.NOTIFIED else "None"
    late = ", late, and read as well" if proposal.is_representation_late else ""
    return f"Received {day(proposal.represented_on)}{late}"


def _proposed(proposal: DisqualificationProposal) -> str:
    if proposal.is_to_be_imposed is None:
        return ""
    return "To disqualify" if proposal.is_to_be_imposed else "Not to disqualify"


def _asked(proposal: DisqualificationProposal) -> str:
    if proposal.asked_on is None or proposal.asked_by is None:
        return ""
    return f"{ASKERS[proposal.asked_by]}, {day(proposal.asked_on)}"


def _said(proposal: DisqualificationProposal, notes: Iterable[CaseNote]) -> list[Row]:
    """Everything written since the notice, oldest first: also what was weighed and returned."""
    is_imposed = proposal.state is DisqualificationState.IMPOSED
    until = None if is_imposed else proposal.quashed_at or proposal.reviewed_at
    said = [
        note
        for note in notes
        if note.about.startswith("disqualification")
        and proposal.notified_at <= note.written_at
        and (until is None or note.written_at <= until)
    ]
    said.sort(key=lambda note: note.written_at)
    return [Row(note_title(note.about), note.words) for note in said]


def _links(case: Case, proposal: DisqualificationProposal, user: User) -> Sequence[Link]:
    where = paths.case(case.id, "disqualification")
    if proposal.state is DisqualificationState.ASSESSED:
        is_second = may_review(user) and user.id != proposal.assessed_by
        return [Link("Decide on it", f"{where}/review")] if is_second else []
    if not may_decide(user):
        return []
    if proposal.state is DisqualificationState.IMPOSED:
        return [*_again(proposal, where, user), Link("Record that it was quashed", f"{where}/quash")]
    return _while_notified(case, where) if proposal.state is DisqualificationState.NOTIFIED else []


def _again(proposal: DisqualificationProposal, where: str, user: User) -> list[Link]:
    """Who had a part in it does not answer."""
    if not waits(proposal):
        return [Link("Record a request to look at it again", f"{where}/ask-again")]
    had_part = user.id in (proposal.assessed_by, proposal.reviewed_by)
    return [] if had_part else [Link("Answer the request", f"{where}/answer")]


def _while_notified(case: Case, where: str) -> list[Link]:
    links = [
        Link("Record representations", f"{where}/representations"),
        Link("Weigh it", f"{where}/assess"),
    ]
    more = [Link("Give more time", f"{where}/more-time")] if case.open_clocks(REPRESENTATIONS) else []
    return [*links, *more]
