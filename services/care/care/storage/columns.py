"""Columns that more than one table has."""

from enum import StrEnum
from typing import Any, Generic, TypeVar

from sqlalchemy import Column, Dialect, Text, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import TypeDecorator

EnumT = TypeVar("EnumT", bound=StrEnum)


class Coded(TypeDecorator[EnumT], Generic[EnumT]):
    """An enum kept as its value."""

    impl = Text
    cache_ok = True

    def __init__(self, kind: type[EnumT]) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: EnumT | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else str(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> EnumT | None:  # noqa: ARG002
        return None if value is None else self.kind(value)


def codes(name: str) -> Column[list[str]]:
    return Column(name, ARRAY(Text), nullable=False, server_default=text("'{}'"))
