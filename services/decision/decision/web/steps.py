"""What a person may do with a case: the next step, and what else is offered."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from decision.queries.case import CaseView
from plumbing.access import User
from plumbing.govuk.parts import Link


@dataclass(frozen=True)
class NextStep:
    """`link` is a page to go to, `post` something done at once; `other` the second choice."""

    text: str
    link: Link | None = None
    post: Link | None = None
    other: Link | None = None


Advice = Callable[[CaseView, User, date], NextStep]
