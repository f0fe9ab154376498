"""Leaders publish versions of the policy, and see first which open clocks get which dates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Request
from starlette.responses import Response

from clocks import Rule, RuleBook, length_in_words
from decision.domain.policies import PolicyPublishedBefore, PolicyRefused, read_policy
from decision.publishing.policies import Preview, preview_policy, publish_policy
from decision.storage.policies import PublishedPolicy
from decision.web import paths
from decision.web.edge import CaseWork, Leader, Today
from decision.web.recount_words import MOVES, MoveLine, move_lines, recount_in_words
from decision.web.team import parts_of_team
from plumbing.clock import utcnow
from plumbing.form_words import Words
from plumbing.forms import AS_TYPED, Filled, Form, MaxLen, fill
from plumbing.govuk.parts import Column, Link
from plumbing.pages import page, see_other

router = APIRouter(prefix=paths.POLICIES)

MOST_CHARACTERS = 50_000
PUBLISHED_BEFORE = "This version has been published before. A correction needs a new version"


class PolicyForm(Form):
    policy: Annotated[
        str,
        AS_TYPED,
        MaxLen(MOST_CHARACTERS),
        Words("Paste the version as a file in YAML or JSON", name="The version"),
    ]


@dataclass(frozen=True)
class VersionLine:
    published: PublishedPolicy
    rules: str
    state: str


@dataclass(frozen=True)
class RuleLine:
    rule: Rule
    length: str


VERSIONS = tuple(Column(title) for title in ("Version", "From", "Rules", "Open clocks"))
RULES = tuple(Column(title) for title in ("Rule", "Length", "Version", "How sure"))
BY_RULE = (Column("Rule"), Column("Open clocks that move", numeric=True))


@dataclass(frozen=True)
class PoliciesPage:
    filled: Filled[PolicyForm]
    parts: Sequence[Link]
    versions: Sequence[VersionLine]
    rules: Sequence[RuleLine]
    columns: Sequence[Column] = VERSIONS
    rule_columns: Sequence[Column] = RULES
    most: int = MOST_CHARACTERS


@dataclass(frozen=True)
class PreviewPage:
    title: str
    preview: Preview
    moves: Sequence[MoveLine]
    columns: Sequence[Column] = MOVES
    rule_columns: Sequence[Column] = BY_RULE


@router.get("")
async def policies(request: Request, _: Leader, work: CaseWork, today: Today) -> Response:
    return await _policies_page(request, work, Filled[PolicyForm](), today)


@router.post("/preview")
async def preview(request: Request, _: Leader, work: CaseWork, today: Today) -> Response:
    filled = await fill(PolicyForm, request)
    if filled.form is None:
        return await _asked_again(request, work, filled, today)
    try:
        async with work() as uow:
            found = await preview_policy(uow, read_policy(filled.form.policy))
    except (PolicyPublishedBefore, PolicyRefused) as refusal:
        return await _asked_again(request, work, _refused(filled, refusal), today)
    title = f"What {found.policy.version.id} moves"
    return page(request, "policies/preview.html", PreviewPage(title, found, move_lines(found.moves)))


@router.post("")
async def publish(request: Request, user: Leader, work: CaseWork, today: Today) -> Response:
    filled = await fill(PolicyForm, request)
    if filled.form is None:
        return await _asked_again(request, work, filled, today)
    try:
        async with work() as uow:
            await publish_policy(uow, read_policy(filled.form.policy), by=user.id, at=utcnow())
    except (PolicyPublishedBefore, PolicyRefused) as refusal:
        return await _asked_again(request, work, _refused(filled, refusal), today)
    return see_other(paths.POLICIES)


def _refused(
    filled: Filled[PolicyForm], refusal: PolicyPublishedBefore | PolicyRefused
) -> Filled[PolicyForm]:
    problems = refusal.problems if isinstance(refusal, PolicyRefused) else (PUBLISHED_BEFORE,)
    for problem in problems:
        filled = filled.refused("policy", problem)
    return filled


async def _asked_again(request: Request, work: CaseWork, filled: Filled[PolicyForm], today: date) -> Response:
    return await _policies_page(request, work, filled, today, status=HTTPStatus.UNPROCESSABLE_ENTITY)


async def _policies_page(
    request: Request, work: CaseWork, filled: Filled[PolicyForm], today: date, *, status: int = HTTPStatus.OK
) -> Response:
    async with work() as uow:
        versions = [_line(each) for each in await uow.policies.published()]
        rules = _in_force(await uow.policies.book(), today)
    view = PoliciesPage(filled, parts_of_team(paths.POLICIES), versions, rules)
    return page(request, "policies/versions.html", view, status=status)


def _line(published: PublishedPolicy) -> VersionLine:
    state = recount_in_words(published.moved, published.finished_at)
    by = f", published by {published.published_by}" if published.published_by else ""
    return VersionLine(published, ", ".join(published.rules), state + by)


def _in_force(book: RuleBook, today: date) -> list[RuleLine]:
    rules = sorted((rule for rule in book.rules if rule.effective.covers(today)), key=lambda rule: rule.id)
    return [RuleLine(rule, length_in_words(rule.length) if rule.length else "No length") for rule in rules]
