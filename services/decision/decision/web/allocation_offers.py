"""Giving a case to somebody, and declaring a conflict: offered beside the next step."""

from collections.abc import Sequence
from datetime import date

from decision.domain.stages import UNDECIDED
from decision.queries.case import CaseView
from decision.web import paths
from plumbing.access import User
from plumbing.govuk.parts import Link


def offered_to_staff(view: CaseView, user: User, _: date) -> Sequence[Link]:
    if view.case.stage not in UNDECIDED:
        return []
    declare = Link(
        "Declare a conflict of interest, or withdraw one", paths.case(view.case.id, "conflict-of-interest")
    )
    give = Link("Give this case to somebody", paths.case(view.case.id, "allocate"))
    return [give, declare] if user.has_any("leader") else [declare]
