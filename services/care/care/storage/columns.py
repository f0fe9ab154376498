"""Columns that more than one table has, and what must hold between them."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any, Generic, TypeVar

from sqlalchemy import CheckConstraint, Column, Dialect, ForeignKey, Text, literal_column, text
from sqlalchemy.dialects.postgresql import ARRAY, UUID, ExcludeConstraint
from sqlalchemy.schema import SchemaItem
from sqlalchemy.types import TypeDecorator

from plumbing.tables import INSTANT

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


def of_a_provider() -> Column[Any]:
    """Whose it is: what row-level security goes by."""
    return Column("provider_id", Text, ForeignKey("provider.id"), nullable=False)


def of_a_case() -> Sequence[Column[Any]]:
    return (
        Column("id", UUID, primary_key=True),
        Column("support_case_id", UUID, ForeignKey("support_case.id"), nullable=False),
    )


def of_a_case_at_a_provider() -> Sequence[Column[Any]]:
    """With the referral, by which it is announced."""
    return (*of_a_case(), Column("referral_id", UUID, nullable=False), of_a_provider())


def by_whom(what: str) -> Sequence[Column[Any]]:
    """When it was `recorded`, `made`, `asked`, and by whom."""
    return Column(f"{what}_at", INSTANT, nullable=False), Column(f"{what}_by", Text, nullable=False)


def perhaps_by_whom(what: str, *, of: str) -> Sequence[SchemaItem]:
    """When it was `closed`, `lifted`, `ended`, and by whom: both are known, or neither."""
    at, by = f"{what}_at", f"{what}_by"
    return Column(at, INSTANT), Column(by, Text), together(of, what, at, by)


def by_which_rule() -> Sequence[Column[Any]]:
    return Column("rule", Text, nullable=False), Column("policy_version", Text, nullable=False)


def together(table: str, name: str, *columns: str) -> CheckConstraint:
    """All of these are known, or none."""
    same = " AND ".join(f"({columns[0]} IS NULL) = ({other} IS NULL)" for other in columns[1:])
    return CheckConstraint(same, name=f"{table}_{name}")


def one_at_a_time(table: str, where: str) -> ExcludeConstraint:
    """No two of a case for the same day."""
    return ExcludeConstraint(
        ("support_case_id", "="),
        (literal_column("daterange(first_on, last_on, '[]')"), "&&"),
        where=text(where),
        using="gist",
        name=f"{table}_once",
    )
