"""The tests decisions apply, in the words of the policy version in force on the day of the decision."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

import yaml

from decision.domain.definition import Head, Part


class NoTestInForce(Exception):
    """Nobody decided on these grounds on that day."""


@dataclass(frozen=True, kw_only=True)
class GroundsTest:
    version: str
    effective_from: date
    words: str
    confidence: str
    source: str


@dataclass(frozen=True, kw_only=True)
class PartAsked:
    part: Part
    title: str
    question: str


@dataclass(frozen=True, kw_only=True)
class Definition:
    head: Head
    title: str
    source: str
    confidence: str
    parts: Sequence[PartAsked]


def reasonable_grounds_test(decided_on: date) -> GroundsTest:
    return _in_force(reasonable_grounds_tests(), decided_on)


def conclusive_grounds_test(decided_on: date) -> GroundsTest:
    return _in_force(conclusive_grounds_tests(), decided_on)


@cache
def reasonable_grounds_tests() -> Sequence[GroundsTest]:
    return _tests("reasonable_grounds.yaml")


@cache
def conclusive_grounds_tests() -> Sequence[GroundsTest]:
    return _tests("conclusive_grounds.yaml")


@cache
def definitions() -> Mapping[Head, Definition]:
    return {Head(row["head"]): _definition(row) for row in _rows("definition.yaml")}


def _in_force(tests: Sequence[GroundsTest], decided_on: date) -> GroundsTest:
    begun = [test for test in tests if test.effective_from <= decided_on]
    if not begun:
        raise NoTestInForce(decided_on)
    return max(begun, key=lambda test: test.effective_from)


def _tests(file: str) -> Sequence[GroundsTest]:
    return tuple(
        GroundsTest(
            version=row["version"],
            effective_from=row["from"],
            words=row["words"],
            confidence=row["confidence"],
            source=row["source"],
        )
        for row in _rows(file)
    )


def _definition(row: Mapping[str, Any]) -> Definition:
    parts = [
        PartAsked(part=Part(each["code"]), title=each["title"], question=each["question"])
        for each in row["parts"]
    ]
    return Definition(
        head=Head(row["head"]),
        title=row["title"],
        source=row["source"],
        confidence=row["confidence"],
        parts=parts,
    )


def _rows(file: str) -> Sequence[Mapping[str, Any]]:
    text = resources.files(__name__).joinpath(file).read_text("utf-8")
    rows: Sequence[Mapping[str, Any]] = yaml.safe_load(text)
    return rows
