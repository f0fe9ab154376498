"""The only reader of the wall clock."""

from datetime import UTC, datetime


def utcnow() -> datetime:
    return datetime.now(UTC)
