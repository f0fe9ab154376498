"""What surrounds every page of a case: its identity, its parts, what to do next."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from contracts.ids import CaseId
from decision.domain.case import Case
from decision.domain.stages import RECONSIDERATION
from decision.queries.case import CaseView, case_page
from decision.storage import UnitOfWork
from decision.web import paths
from decision.web.actions import actions
from decision.web.next_step import next_step
from decision.web.steps import NextStep
from decision.web.words import AWAITS_REASONABLE_GROUNDS, NATIONS, STAGES, case_badges, danger_badges
from plumbing.access import User
from plumbing.govuk.dates import day, moment
from plumbing.govuk.parts import Badge, Link, Row

PARTS = {
    "": "Overview",
    "referral": "Referral",
    "evidence": "Evidence",
    "decisions": "Decisions",
    "letters": "Letters",
    "support": "Support",
    "information": "Information requests",
    "circumstances": "Circumstances",
    "after-decision": "After the decision",
    "history": "History",
}


@dataclass(frozen=True)
class CaseFrame:
    reference: str
    subtitle: str
    badges: Sequence[Badge]
    links: Sequence[Link]
    glance: Sequence[Row]
    next_step: NextStep
    actions: Sequence[Link]
    version: int


async def read_case(uow: UnitOfWork, case_id: CaseId, user: User, *, page: str, at: datetime) -> CaseView:
    """Every look at a case is recorded."""
    view = await case_page(uow, case_id)
    uow.audit.add(
        action="case_viewed", actor=str(user.id), subject=str(case_id), at=at, detail={"page": page}
    )
    return view


def frame(view: CaseView, part: str, user: User, today: date) -> CaseFrame:
    case, next_ = view.case, _from_here(next_step(view, user, today), paths.case(view.case.id, part))
    offered = [each for each in actions(view, user, today) if not _leads_to(next_, each)]
    return CaseFrame(
        reference=case.reference,
        subtitle=f"Received {day(case.received_on)} · {NATIONS[case.nation]}",
        badges=_badges(view, today),
        links=[Link(label, paths.case(case.id, name), current=name == part) for name, label in PARTS.items()],
        glance=_glance(view),
        next_step=next_,
        actions=offered,
        version=case.version,
    )


def _badges(view: CaseView, today: date) -> list[Badge]:
    badges = [*danger_badges(view.danger_at), *case_badges(view.case, today)]
    return [*badges, Badge("Restricted", "purple")] if view.is_restricted else badges


def _from_here(step: NextStep, here: str) -> NextStep:
    """On the page where it is done, nothing leads there."""
    return replace(step, link=None) if step.link is not None and step.link.href == here else step


def _leads_to(step: NextStep, offer: Link) -> bool:
    """What is to be done next is not offered a second time."""
    return any(link is not None and link.href == offer.href for link in (step.link, step.other, step.post))


def _glance(view: CaseView) -> list[Row]:
    case = view.case
    rows = [
        Row("Stage", STAGES[case.stage]),
        Row(*_due(case)),
        Row("Held by", view.holder or "Nobody yet"),
        Row("Danger reported", moment(view.danger_at) if view.danger_at else ""),
        Row("Authority", case.competent_authority),
        Row("Version", str(case.version)),
    ]
    return [row for row in rows if row.value]


def _due(case: Case) -> tuple[str, str]:
    is_deadline = case.stage in AWAITS_REASONABLE_GROUNDS or case.stage is RECONSIDERATION
    label = "Due" if is_deadline else "Earliest decision"
    return label, day(case.due_on) if case.due_on else ""
