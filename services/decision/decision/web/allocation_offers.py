"""Giving a case to somebody, declaring a conflict, restricting: offered beside the next step."""

from collections.abc import Sequence
from datetime import date

from decision.domain.stages import UNDECIDED
from decision.queries.case import CaseView
from decision.web import paths
from plumbing.access import User
from plumbing.govuk.parts import Link


def offered_to_staff(view: CaseView, user: User, _: date) -> Sequence[Link]:
    restrict = _restricting(view) if user.has_any("leader") else []
    return [*_holding(view, user), *restrict]


def _restricting(view: CaseView) -> list[Link]:
    change = "Change who may open this case" if view.is_restricted else "Restrict who may open this case"
    links = [Link(change, paths.restriction(view.case.id))]
    if view.is_restricted:
        links.append(Link("Lift the restriction", paths.restriction(view.case.id, "lift")))
    return links


def _holding(view: CaseView, user: User) -> list[Link]:
    if view.case.stage not in UNDECIDED:
        return []
    declare = Link(
        "Declare a conflict of interest, or withdraw one", paths.case(view.case.id, "conflict-of-interest")
    )
    give = Link("Give this case to somebody", paths.case(view.case.id, "allocate"))
    return [give, declare] if user.has_any("leader") else [declare]
