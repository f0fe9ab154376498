"""A revocation that is considered or decided, as a card with what can be done about it."""

from collections.abc import Iterable, Sequence

from decision.domain.case import Case
from decision.domain.revocation import Revocation, RevocationState
from decision.storage import CaseNote
from decision.web import paths
from decision.web.after_cards import Card
from decision.web.after_words import REVOCATION_STATES, WRITTEN_TO
from decision.web.edge import may_decide, may_review
from decision.web.note_words import note_title
from plumbing.access import User
from plumbing.govuk.dates import day, moment
from plumbing.govuk.parts import Link, Row


def revocation_card(case: Case, each: Revocation, notes: Iterable[CaseNote], user: User) -> Card:
    rows = [
        Row("State", REVOCATION_STATES[each.state]),
        Row("Written to", f"{WRITTEN_TO[each.written_to]}, {moment(each.considered_at)}"),
        Row("Answer by", day(each.answer_by)),
        Row("Answer", f"Received {day(each.represented_on)}" if each.represented_on else "None yet"),
        Row("Proposed", _proposed(each)),
        *_said(each, notes),
        Row("Decided", moment(each.reviewed_at) if each.reviewed_at else ""),
    ]
    return Card("Revocation", [row for row in rows if row.value], _links(case, each, user))


def _proposed(each: Revocation) -> str:
    if each.is_to_be_revoked is None:
        return ""
    return "To revoke the decision" if each.is_to_be_revoked else "To let the decision stand"


def _said(each: Revocation, notes: Iterable[CaseNote]) -> list[Row]:
    """Everything written since it was considered, oldest first: also what was proposed and returned."""
    said = [
        note
        for note in notes
        if note.about.startswith("revocation")
        and each.considered_at <= note.written_at
        and (each.reviewed_at is None or note.written_at <= each.reviewed_at)
    ]
    said.sort(key=lambda note: note.written_at)
    return [Row(note_title(note.about), note.words) for note in said]


def _links(case: Case, each: Revocation, user: User) -> Sequence[Link]:
    where = paths.case(case.id, "revocation")
    if each.state is RevocationState.PROPOSED:
        is_second = may_review(user) and user.id != each.proposed_by
        return [Link("Decide on it", f"{where}/review")] if is_second else []
    if each.state is not RevocationState.CONSIDERED or not may_decide(user):
        return []
    return [
        Link("Record the answer", f"{where}/representations"),
        Link("Propose what to decide", f"{where}/propose"),
    ]
