"""What a person may do with a case: the next step, and what else is offered."""

from dataclasses import dataclass

from plumbing.govuk.parts import Link


@dataclass(frozen=True)
class NextStep:
    """`link` is a page to go to, `post` something done at once; `other` the second choice."""

    text: str
    link: Link | None = None
    post: Link | None = None
    other: Link | None = None
