"""What the history is told with: a fact becomes a title and a sentence."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from plumbing.govuk.dates import day

Fact = Mapping[str, Any]
Words = tuple[str, str]
Tell = Callable[[Fact], Words]


def day_in_words(text: str) -> str:
    return day(date.fromisoformat(text))
