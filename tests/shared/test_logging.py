"""Logs carry ids and event names; anything else is dropped, and an exception's words with it."""

import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import structlog
from tests.written_logs import logs_of

Logs = Callable[[], list[dict[str, Any]]]


@pytest.fixture(autouse=True)
def logs() -> Iterator[Logs]:
    with logs_of("example") as written:
        yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]


def test_an_unknown_key_is_dropped_and_named(logs: Logs) -> None:
    structlog.get_logger().info("case_opened", case_id="1", surname="Example")
    [line] = logs()
    assert line["dropped_keys"] == ["surname"]
    assert "Example" not in json.dumps(line)
    assert (line["event"], line["case_id"], line["service"]) == ("case_opened", "1", "example")


def test_an_exception_is_its_type_and_place_without_its_words(logs: Logs) -> None:
    try:
        raise ValueError("Ana Example said so")
    except ValueError:
        structlog.get_logger().error("loop_failed", exc_info=True)
    [line] = logs()
    assert line["error_type"] == "ValueError"
    assert "test_an_exception" in line["where"]
    assert "Ana" not in json.dumps(line)


def test_a_library_s_sentence_stays_out(logs: Logs) -> None:
    logging.getLogger("some.library").warning("cannot read %s", "Ana Example")
    [line] = logs()
    assert line["logger"] == "some.library"
    assert "Ana" not in json.dumps(line)
