"""Writing a decision, at the beginning: its outcome, and what is found of each part of the definitions."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from starlette.responses import Response

from decision.domain.definition import Head
from decision.domain.grounds import definitions
from decision.storage import Draft
from decision.web import paths
from decision.web.conclusive_words import field_of
from decision.web.findings_shown import DefinitionShown, definition_shown
from decision.web.writing import Writing
from plumbing.forms import Filled
from plumbing.govuk.parts import Option
from plumbing.pages import page


@dataclass(frozen=True)
class OutcomePage:
    writing: Writing
    filled: Filled[Any]
    title: str
    choices: Sequence[Option]
    back: str


@dataclass(frozen=True)
class FindingsPage:
    writing: Writing
    filled: Filled[Any]
    title: str
    explained: Sequence[str]
    definitions: Sequence[DefinitionShown]
    back: str


def status_of(filled: Filled[Any]) -> int:
    return HTTPStatus.UNPROCESSABLE_ENTITY if filled.errors else HTTPStatus.OK


def known_findings(draft: Draft) -> dict[str, str]:
    return {field_of(each.part): each.answer.value for each in draft.findings}


def outcome_page(writing: Writing, filled: Filled[Any], title: str, choices: Sequence[Option]) -> Response:
    shown = OutcomePage(writing, filled, title, choices, paths.case(writing.case_id))
    return page(writing.visit.request, "grounds/outcome.html", shown, status=status_of(filled))


def findings_page(
    writing: Writing, filled: Filled[Any], title: str, explained: Sequence[str], heads: Sequence[Head]
) -> Response:
    asked = [definition_shown(definitions()[head]) for head in heads]
    shown = FindingsPage(writing, filled, title, explained, asked, writing.step("outcome"))
    return page(writing.visit.request, "grounds/findings.html", shown, status=status_of(filled))
