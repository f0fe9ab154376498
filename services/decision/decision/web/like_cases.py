"""Cases that may be about the same person, as links, unless they are joined already."""

from collections.abc import Sequence
from dataclasses import dataclass

from decision.domain.case import Case
from decision.queries.joined import JoinedView
from decision.queries.likeness import LikeCase
from decision.web import paths

SAME_TEXT = 1.0


@dataclass(frozen=True)
class LikeCaseLink:
    reference: str
    href: str
    how_like: str
    compare: str


def like_case_links(
    alike: Sequence[LikeCase], case: Case, joined: Sequence[JoinedView]
) -> list[LikeCaseLink]:
    known = {each.other_id for each in joined if each.joined.stands}
    return [_link(each, case) for each in alike if each.case_id not in known]


def _link(like: LikeCase, case: Case) -> LikeCaseLink:
    how_like = "the same text" if like.score >= SAME_TEXT else f"{like.score:.0%} alike"
    compare = paths.case(case.id, f"compare/{like.case_id}")
    return LikeCaseLink(like.reference, paths.case(like.case_id), how_like, compare)
