"""Logs as a service writes them, for a test that reads them; afterwards the tests log as before."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO

import structlog

from plumbing.logging import set_up_logging


@contextmanager
def logs_of(service: str, level: str = "INFO") -> Iterator[StringIO]:
    usual = structlog.get_config()
    written = StringIO()
    set_up_logging(service, level, to=written)
    yield written
    structlog.configure(**usual)
    structlog.contextvars.clear_contextvars()
    logging.basicConfig(handlers=[logging.NullHandler()], force=True)
