"""How long what is written about somebody is kept after support ended, and what stops deletion (VI-6)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from uuid import UUID

import yaml
from pydantic import BaseModel, ConfigDict

from care.domain.rulebook import Mark
from care.domain.support_states import SupportState
from care.domain.visibility import Data, data_of
from contracts.ids import SupportCaseId

# Reach-in goes on helping, so what is known is still needed.
OVER = (SupportState.DECLINED, SupportState.EXITED, SupportState.WITHDRAWN, SupportState.CLOSED)


class Kept(BaseModel):
    """One kind of record. Without days nothing of it is deleted: a number is never guessed."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    data: Data
    title: str
    days: int | None
    mark: Mark
    rule: str

    def past(self, at: datetime) -> datetime | None:
        """Whose support ended at or before this instant is not kept any longer."""
        return None if self.days is None else at - timedelta(days=self.days)


@dataclass(eq=False, kw_only=True)
class LegalHold:
    """While it is not lifted, nothing about the person is deleted. Why is sealed beside it."""

    id: UUID
    support_case_id: SupportCaseId
    set_at: datetime
    set_by: str
    lifted_at: datetime | None = None
    lifted_by: str | None = None

    def lift(self, *, by: str, at: datetime) -> None:
        self.lifted_at, self.lifted_by = at, by


def purposes_of(data: Data, known: Iterable[str]) -> Sequence[str]:
    """Of what sealed words were written for, that which makes them this kind of record."""
    return sorted(purpose for purpose in known if data_of(purpose) is data)


@cache
def retention_as_shipped() -> Sequence[Kept]:
    text = (files("care.domain.rules") / "retention.yaml").read_text("utf-8")
    rows: Mapping[str, Sequence[object]] = yaml.safe_load(text)
    return tuple(Kept.model_validate(row) for row in rows["records"])
