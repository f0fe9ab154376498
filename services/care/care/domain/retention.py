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


# Tables whose rows are forgotten with a kind of record. What was written for them is sealed and goes with it.
FORGOTTEN: Mapping[str, Data] = {
    "contact_attempt": Data.NOTES,
    "support_contact": Data.NOTES,
    "support_worker_change": Data.NOTES,
    "journey_goal": Data.NOTES,
    "plan_review": Data.NOTES,
    "leaving_step": Data.NOTES,
    "move_on_plan": Data.NOTES,
    "assessment": Data.NEEDS_SUMMARY,
    "needs_answer": Data.NEEDS_SUMMARY,
    "material_issue": Data.NEEDS_SUMMARY,
    "allocation": Data.NEEDS_SUMMARY,
    "home_check": Data.NEEDS_SUMMARY,
    "move_request": Data.NEEDS_SUMMARY,
    "pregnancy": Data.HEALTH,
    "needs_assessment": Data.RNA_FORM,
    "extension_request": Data.RNA_FORM,
    "complaint": Data.RISKS,
    "asked_to_leave": Data.RISKS,
    "privileged_item": Data.PRIVILEGED,
    "transport": Data.IDENTITY,
}
_COUNTED = "Codes and days alone, which figures and returns count. What was written about it is forgotten."
_PROOF = "It shows what was done with somebody’s record, and is kept as the audit is."
_PROTECTS = "It keeps other people out of danger for as long as they may be in it."
_NOT_YET = "Nobody there is in support, so no support ends from which a term could be counted."
_PAID = "What is owed is told from what was paid: without it everything would be paid again."
BEFORE_A_REFERRAL = ("safety_stay", "safety_stay_text")
# Tables that say something of a person and are not forgotten, and why.
NOT_FORGOTTEN: Mapping[str, str] = {
    "intake": "By its reference a person who is referred again is known (EL-9).",
    "support_case": "By it a person who is referred again is known (EL-9), and when support ended.",
    "support_move": "From it is told when support ended, from which every term is counted.",
    "support_clock": _COUNTED,
    "counted_group": _COUNTED,
    "heard_decision": "A decision that is heard late is judged by those before it. No words are kept of any.",
    "heard_letter": "A decision that is heard late is judged by those before it. No words are kept of any.",
    "outside_told": _NOT_YET,
    "offer": _COUNTED,
    "placement": _COUNTED,
    "placement_change": _COUNTED,
    "placement_task": _COUNTED,
    "incident": "Codes and times, which a flagged house and figures refer to. What happened is forgotten.",
    "missing_episode": "Times somebody was missing must stay countable (RI-5). What was said is forgotten.",
    "dependant": "A day of birth, which stays refer to. What is known of a child otherwise is forgotten.",
    "known_house": _PROTECTS,
    "house_flag": _PROTECTS,
    "kept_apart": _PROTECTS,
    "entitlement": _PAID,
    "asylum_support": _PAID,
    "payment_line": _PAID,
    "disclosure_request": _PROOF,
    "record_reading": _PROOF,
    "legal_hold": _PROOF,
    "audit": _PROOF,
    **dict.fromkeys(
        BEFORE_A_REFERRAL,
        "Codes and days, to which past stays of a bed refer. What was written is forgotten with the kinds"
        " of record above, counted from the end of the stay, or of support where that followed.",
    ),
    "sealed_text": "It is forgotten by what it was written for, with the kinds of record above.",
    "directory": "It names who works here, and nobody in support.",
}


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


def tables_of(data: Data) -> Sequence[str]:
    """In an order that does not change."""
    return sorted(table for table, kind in FORGOTTEN.items() if kind is data)


def purposes_of(data: Data, known: Iterable[str]) -> Sequence[str]:
    """Of what sealed words were written for, that which makes them this kind of record."""
    return sorted(purpose for purpose in known if data_of(purpose) is data)


@cache
def retention_as_shipped() -> Sequence[Kept]:
    text = (files("care.domain.rules") / "retention.yaml").read_text("utf-8")
    rows: Mapping[str, Sequence[object]] = yaml.safe_load(text)
    return tuple(Kept.model_validate(row) for row in rows["records"])
