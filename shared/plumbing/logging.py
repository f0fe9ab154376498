"""Logs as JSON lines with fixed event names and an allow-list of keys; anything else is dropped and named."""

import logging
import sys
from collections.abc import MutableMapping
from typing import Any, TextIO

import structlog

ALLOWED = frozenset(
    {
        "event",
        "level",
        "timestamp",
        "service",
        "logger",
        "request_id",
        "method",
        "route",
        "status",
        "duration_ms",
        "user_id",
        "event_id",
        "event_type",
        "referral_id",
        "case_id",
        "support_case_id",
        "placement_id",
        "error_type",
        "where",
        "attempts",
        "count",
        "loop",
        "topic",
        "partition",
        "offset",
        "lag",
        "reason",
        "peer",
        "setting",
        "settings",
        "revision",
        "trace_id",
        "process",
        "seconds",
    }
)


def set_up_logging(service: str, level: str = "INFO", *, to: TextIO | None = None) -> None:
    """Our logs, and those of libraries from warnings up, go through the allow-list to standard error."""
    structlog.contextvars.bind_contextvars(service=service)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            name_the_failure,
            keep_allowed,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=structlog.PrintLoggerFactory(to or sys.stderr),
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(handlers=[_Bridge()], level=logging.WARNING, force=True)


def name_the_failure(
    _logger: object, _method: str, entry: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """An exception becomes its type and where it arose. Its message may quote what a person wrote."""
    failure = entry.pop("exc_info", None)
    error = sys.exc_info()[1] if failure is True else failure
    if isinstance(error, BaseException):
        entry["error_type"] = type(error).__name__
        entry["where"] = " < ".join(_frames(error))
    return entry


def _frames(error: BaseException) -> list[str]:
    found: list[str] = []
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        found.append(f"{code.co_qualname}:{trace.tb_lineno}")
        trace = trace.tb_next
    return found[::-1][:8]


def keep_allowed(_logger: object, _method: str, entry: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    dropped = sorted(set(entry) - ALLOWED)
    kept = {key: value for key, value in entry.items() if key in ALLOWED}
    if dropped:
        kept["dropped_keys"] = dropped
    return kept


class _Bridge(logging.Handler):
    """Library logs: the logger's name and the level. Their sentences may hold values, so they stay out."""

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        where = f"{record.module}:{record.lineno}"
        structlog.get_logger().log(
            record.levelno, "library_log", logger=record.name, where=where, exc_info=error
        )
