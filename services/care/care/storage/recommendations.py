"""Recommendations of an assessment as they are kept: codes and lengths, no words about anybody."""

from typing import Any

from sqlalchemy import Dialect
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator

from care.domain.needs import Agreement, Need, Recommendation


class _Recommendations(TypeDecorator[tuple[Recommendation, ...]]):
    impl = JSONB
    cache_ok = True

    def process_bind_param(
        self,
        value: tuple[Recommendation, ...] | None,
        dialect: Dialect,  # noqa: ARG002
    ) -> list[dict[str, Any]]:
        return [vars(each) for each in value or ()]

    def process_result_value(self, value: Any, dialect: Dialect) -> tuple[Recommendation, ...]:  # noqa: ARG002
        return tuple(
            Recommendation(
                Need(each["need"]),
                each["months"],
                Agreement(each["agreement"]) if each["agreement"] else None,
                each["months_agreed"],
            )
            for each in value or ()
        )


RECOMMENDATIONS = _Recommendations()
