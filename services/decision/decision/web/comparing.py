"""Two cases that may be about one person, side by side: what each referral says, and where they differ."""

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from contracts.ids import CaseId
from decision.domain import joining
from decision.domain.case import Case
from decision.domain.joining import JoinedCases, Pair
from decision.web import paths
from decision.web.case_frame import CaseFrame, frame, read_case
from decision.web.edge import CaseWork, ReferralService, Staff, Today, may_decide
from decision.web.joined_part import SAME_PERSON
from decision.web.joining_words import NOT_JOINED
from decision.web.referral_part import ReferralPart, read_referral
from plumbing.access import User
from plumbing.clock import utcnow
from plumbing.govuk.parts import Column
from plumbing.pages import page
from plumbing.problems import Problem

router = APIRouter(prefix="/cases/{case_id}/compare")

Answers = Mapping[tuple[str, str], Sequence[str]]


@dataclass(frozen=True)
class Line:
    """What one question was answered with in either referral; nothing where it was not asked."""

    question: str
    here: Sequence[str]
    there: Sequence[str]

    @property
    def differs(self) -> bool:
        return [_plain(each) for each in self.here] != [_plain(each) for each in self.there]


@dataclass(frozen=True)
class Section:
    title: str
    lines: Sequence[Line]


@dataclass(frozen=True)
class Offer:
    """Where to link or merge the two; empty where it cannot be done, with the reason."""

    link: str = ""
    merge: str = ""
    why_not: str = ""


@dataclass(frozen=True)
class ComparePage:
    frame: CaseFrame
    other: str
    other_href: str
    troubles: Sequence[str]
    sections: Sequence[Section]
    differences: int
    columns: Sequence[Column]
    offer: Offer


@router.get("/{other_id}")
async def compare(
    request: Request,
    case_id: UUID,
    other_id: UUID,
    user: Staff,
    work: CaseWork,
    service: ReferralService,
    today: Today,
) -> Response:
    """That both were looked at is recorded of both."""
    if case_id == other_id:
        raise Problem(HTTPStatus.NOT_FOUND)
    async with work() as uow:
        here = await read_case(uow, CaseId(case_id), user, page="compare", at=utcnow())
        there = await read_case(uow, CaseId(other_id), user, page="compare", at=utcnow())
        standing = await uow.joins.standing(Pair.of(here.case, there.case))
    parts = await asyncio.gather(
        *(read_referral(service, view.case.referral_id, user) for view in (here, there))
    )
    troubles = sorted({part.trouble for part in parts if part.trouble})
    sections = [] if troubles else side_by_side(*parts)
    names = (here.case.reference, there.case.reference)
    shown = ComparePage(
        frame(here, "", user, today),
        names[1],
        paths.case(CaseId(other_id)),
        troubles,
        sections,
        sum(line.differs for section in sections for line in section.lines),
        [Column("Question"), *(Column(name) for name in names), Column("Alike or not")],
        offer_to_join(here.case, there.case, user, standing),
    )
    return page(request, "duplicates/compare.html", shown)


def offer_to_join(here: Case, there: Case, user: User, standing: Collection[JoinedCases]) -> Offer:
    """Linking is possible wherever merging is, unless the two are linked already."""
    if not may_decide(user):
        return Offer(why_not="A caseworker can link or merge the two.")
    pair, path = Pair.of(here, there), paths.case(here.id, f"{SAME_PERSON}/{there.id}")
    no_link = _refused(partial(joining.check_link, pair, standing=standing))
    no_merge = _refused(partial(joining.check_merge, pair, standing=standing, by=user.id))
    return Offer(
        link="" if no_link else f"{path}/link",
        merge="" if no_merge else f"{path}/merge",
        why_not=no_merge or no_link,
    )


def _refused(check: Callable[[], None]) -> str:
    """In words, or nothing if it is allowed."""
    try:
        check()
    except tuple(NOT_JOINED) as refusal:
        return NOT_JOINED[type(refusal)]
    return ""


def side_by_side(here: ReferralPart, there: ReferralPart) -> list[Section]:
    """In the order of the first referral; what only the second was asked comes last."""
    first, second = _answers(here), _answers(there)
    keys = list(dict.fromkeys([*first, *second]))
    titles = dict.fromkeys(title for title, _ in keys)
    return [
        Section(
            title,
            [
                Line(question, first.get((title, question), ()), second.get((title, question), ()))
                for of, question in keys
                if of == title
            ],
        )
        for title in titles
    ]


def _answers(part: ReferralPart) -> Answers:
    return {
        (section.title, row.key): [row.value] if isinstance(row.value, str) else list(row.value)
        for section in part.sections
        for row in section.rows
    }


def _plain(answer: str) -> str:
    """Capitals and spaces make no difference between two answers."""
    return " ".join(answer.casefold().split())
