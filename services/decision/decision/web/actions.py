"""What else can be done with a case, beside the next step: links for whoever may do it."""

from collections.abc import Callable, Sequence
from datetime import date

from decision.queries.case import CaseView
from decision.web import after_steps
from decision.web.allocation_offers import offered_to_staff
from decision.web.asking_steps import offered_asking
from decision.web.circumstance_steps import offered
from decision.web.conclusive_steps import offered_early
from decision.web.joined_part import offered_apart
from decision.web.letter_steps import offered_letters
from decision.web.permission_cards import offered_permission
from plumbing.access import User
from plumbing.govuk.parts import Link

Offer = Callable[[CaseView, User, date], Sequence[Link]]

OFFERS: tuple[Offer, ...] = (
    offered_letters,
    offered_asking,
    offered_early,
    offered,
    after_steps.offered,
    offered_permission,
    offered_to_staff,
    offered_apart,
)


def actions(view: CaseView, user: User, today: date) -> list[Link]:
    """Nobody acts on a case that is part of another, except to undo that."""
    offers = (offered_apart,) if view.case.merged_into else OFFERS
    return [link for offer in offers for link in offer(view, user, today)]
