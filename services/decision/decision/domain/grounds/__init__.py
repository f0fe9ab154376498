"""The test a decision applies, in the words of the policy version in force on the day of the decision."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

import yaml


class NoTestInForce(Exception):
    """Nobody decided reasonable grounds on that day."""


@dataclass(frozen=True, kw_only=True)
class GroundsTest:
    version: str
    effective_from: date
    words: str
    confidence: str
    source: str


@cache
def reasonable_grounds_tests() -> Sequence[GroundsTest]:
    text = resources.files(__name__).joinpath("reasonable_grounds.yaml").read_text("utf-8")
    return tuple(
        GroundsTest(
            version=row["version"],
            effective_from=row["from"],
            words=row["words"],
            confidence=row["confidence"],
            source=row["source"],
        )
        for row in yaml.safe_load(text)
    )


def reasonable_grounds_test(decided_on: date) -> GroundsTest:
    in_force = [test for test in reasonable_grounds_tests() if test.effective_from <= decided_on]
    if not in_force:
        raise NoTestInForce(decided_on)
    return max(in_force, key=lambda test: test.effective_from)
