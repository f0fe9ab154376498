"""A referral on paper."""

from collections.abc import Mapping
from functools import cache
from importlib import resources

from plumbing import paper


def set_on_paper(copy: Mapping[str, object]) -> bytes:
    """Slow, so call it in a thread."""
    return paper.set_on_paper(_template(), copy)


@cache
def _template() -> bytes:
    return resources.files("referral.web").joinpath("templates", "copy.typ").read_bytes()
