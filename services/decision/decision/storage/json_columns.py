"""Small frozen values of the domain, kept in a JSON column and read back as what they were."""

from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter
from sqlalchemy import Dialect
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator

ValueT = TypeVar("ValueT")


class Values(TypeDecorator[tuple[ValueT, ...]], Generic[ValueT]):
    """Several values of one kind, in their order."""

    impl = JSONB
    cache_ok = True

    def __init__(self, kind: type[ValueT]) -> None:
        super().__init__(none_as_null=True)
        self.kind = kind
        self._reader = TypeAdapter(tuple[kind, ...])  # type: ignore[valid-type]  # known at run time only

    def process_bind_param(self, value: tuple[ValueT, ...] | None, dialect: Dialect) -> Any:  # noqa: ARG002
        return None if value is None else self._reader.dump_python(value, mode="json")

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:  # noqa: ARG002
        return None if value is None else self._reader.validate_python(value)
