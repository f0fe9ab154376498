"""What a case is joined to, as its pages show it; and what is offered to be done about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from decision.queries.case import CaseView
from decision.queries.joined import JoinedView
from decision.web import paths
from decision.web.edge import may_decide
from decision.web.joining_words import LINEAGES
from decision.web.steps import NextStep
from plumbing.access import User
from plumbing.govuk.dates import day
from plumbing.govuk.parts import Link, Row

SAME_PERSON = "same-person"
WITHDRAWAL_ASKED = "Withdrawn, as was reported on that referral. Find out whether the person withdraws"


@dataclass(frozen=True)
class JoinedCard:
    title: str
    rows: Sequence[Row]
    links: Sequence[Link]


def joined_card(view: JoinedView, here: CaseView, user: User) -> JoinedCard:
    return JoinedCard(_title(view), _rows(view), _links(view, here, user))


def part_of(view: CaseView) -> NextStep | None:
    """A case that has been merged asks for nothing itself."""
    if view.case.merged_into is None:
        return None
    return NextStep(
        f"This case is part of {view.part_of}, which was received first. What there is to do is done there.",
        link=Link(f"Open {view.part_of}", paths.case(view.case.merged_into)),
    )


def offered_apart(view: CaseView, user: User, _: date) -> Sequence[Link]:
    if not may_decide(user):
        return []
    label = "Undo the merge" if view.case.merged_into else "Link or merge with another case"
    return [Link(label, paths.case(view.case.id, SAME_PERSON))]


def _title(view: JoinedView) -> str:
    if not view.joined.is_merged:
        return f"Linked with {view.reference}"
    return f"Part of {view.reference}" if view.is_part else f"{view.reference} is part of this case"


def _rows(view: JoinedView) -> list[Row]:
    joined = view.joined
    why = {note.about: note.words for note in view.notes}
    said = Row("Later referral", LINEAGES[joined.lineage] if joined.lineage else "")
    undone = f"{day(joined.undone_at)}, by {view.undone_by}" if joined.undone_at else ""
    rows = [
        Row("Since", f"{day(joined.joined_at)}, by {view.joined_by}"),
        said,
        Row("Agreement", WITHDRAWAL_ASKED if _is_to_be_found_out(view) else ""),
        Row("Why", why.get("cases_merged" if joined.is_merged else "cases_linked", "")),
        Row("Undone", undone),
        Row("Why undone", why.get("joining_undone", "")),
    ]
    return [row for row in rows if row.value]


def _is_to_be_found_out(view: JoinedView) -> bool:
    """What was reported on a part is dealt with where the case goes on."""
    joined = view.joined
    return view.is_withdrawal_asked and joined.is_merged and joined.stands and not view.is_part


def _links(view: JoinedView, here: CaseView, user: User) -> list[Link]:
    links = [Link(f"Open {view.reference}", paths.case(view.other_id))]
    if not view.joined.stands or not may_decide(user):
        return links
    what = "merge" if view.joined.is_merged else "link"
    return [
        *links,
        Link(f"Undo the {what}", paths.case(here.case.id, f"{SAME_PERSON}/undo/{view.joined.id}")),
    ]
