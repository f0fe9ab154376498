"""No page of Place is forgotten by the walk in a real browser."""

from collections.abc import Callable

from fastapi import FastAPI
from tests.care.known_ids import opened
from tests.care.walk import ELSEWHERE, WALKED


def test_every_page_is_walked_or_named_with_the_reason_why_not(make_app: Callable[..., FastAPI]) -> None:
    pages = {path for path in opened(make_app()) if not path.startswith("/v1/")}
    assert pages - {*WALKED, *ELSEWHERE} == set()
    assert {*WALKED, *ELSEWHERE} - pages == set()
    assert set(WALKED) & set(ELSEWHERE) == set()
