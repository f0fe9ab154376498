"""What puts a case in a queue and in its place there; declared conflicts of interest; searches."""

from enum import StrEnum
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Date,
    ForeignKey,
    Index,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    func,
    literal_column,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB, UUID

from decision.domain.priority import Pressing
from decision.storage.tables import AWAITS_REASONABLE_GROUNDS, NOT_MERGED, Coded, case_file, metadata
from plumbing.tables import INSTANT


class Queue(StrEnum):
    REASONABLE_GROUNDS = "reasonable-grounds"
    CONCLUSIVE_GROUNDS = "conclusive-grounds"
    INFORMATION = "information"
    REVIEW = "review"
    RECONSIDERATION = "reconsideration"
    HELD = "held"
    AT_18 = "at-18"
    SUSPENDED = "suspended"
    ENDING = "ending"
    IN_HAND = "in-hand"
    DECIDED = "decided"


class Order(StrEnum):
    PRESSING = "pressing"
    WAITING = "longest-waiting"
    DAY = "due-first"


NOT_DECIDED = (
    "stage NOT IN ('rg_negative', 'cg_negative', 'cg_positive', 'exited', 'withdrawn', 'closed_other')"
)
STANDS_IN = {
    Queue.REASONABLE_GROUNDS: AWAITS_REASONABLE_GROUNDS,
    Queue.CONCLUSIVE_GROUNDS: "stage IN ('cg_pending', 'cg_delayed', 'cg_review', 'maap', 'technical_lead')",
    Queue.INFORMATION: "is_waiting_for_information",
    Queue.REVIEW: "stage IN ('rg_review', 'cg_review')",
    Queue.RECONSIDERATION: "stage = 'reconsideration_requested'",
    Queue.HELD: "is_decision_held",
    Queue.AT_18: "consent = 'awaiting_at_18' OR "
    f"(age_band = 'child' AND turns_18_on IS NOT NULL AND {NOT_DECIDED})",
    Queue.SUSPENDED: "stage IN ('rg_suspended', 'cg_suspended')",
    Queue.ENDING: "ends_on IS NOT NULL",
    Queue.IN_HAND: f"taken_by IS NOT NULL AND {NOT_DECIDED}",
    Queue.DECIDED: "taken_by IS NOT NULL AND stage IN ('rg_negative', 'cg_negative', 'cg_positive')",
}
FREE_TO_TAKE = "taken_by IS NULL AND stage IN ('rg_pending', 'cg_pending')"

PLACE_COLUMNS: tuple[Column[Any], ...] = (
    Column("priority", SmallInteger, nullable=False, server_default="6"),
    Column("priority_reason", Coded(Pressing), nullable=False, server_default="usual"),
    Column("queue_on", Date, nullable=False, server_default=text("CURRENT_DATE")),
    Column("ends_on", Date),
    Column("is_decision_held", Boolean, nullable=False, server_default=text("false")),
    Column("is_waiting_for_information", Boolean, nullable=False, server_default=text("false")),
    Column("priority_look_on", Date),
)
for column in PLACE_COLUMNS:
    case_file.append_column(column)

# A merged case stands in no queue. Said by the index, a queue is counted without opening a single case.
STANDS_ALONE_IN = {queue: text(f"({condition}) AND {NOT_MERGED}") for queue, condition in STANDS_IN.items()}
KEY = (case_file.c.priority, case_file.c.queue_on, case_file.c.id)
NO_DAY = literal_column("'9999-12-31'::date", Date)


def key_of(queue: Queue, order: Order) -> tuple[ColumnElement[Any], ...]:
    """What cases of a queue stand by, each order in an index of its own. A case without a day comes last."""
    case = case_file.c
    if order is Order.WAITING:
        return case.received_on, case.id
    days = {Queue.ENDING: case.ends_on, Queue.AT_18: func.coalesce(case.turns_18_on, NO_DAY)}
    if order is Order.DAY:
        return days.get(queue, func.coalesce(case.due_on, NO_DAY)), case.id
    return case.priority, case.ends_on if queue is Queue.ENDING else case.queue_on, case.id


for queue, condition in STANDS_ALONE_IN.items():
    if queue not in (Queue.IN_HAND, Queue.DECIDED):
        name = f"case_file_queue_{queue.replace('-', '_')}"
        Index(name, *key_of(queue, Order.PRESSING), postgresql_where=condition)
        Index(f"{name}_by_receipt", *key_of(queue, Order.WAITING), postgresql_where=condition)
        Index(f"{name}_by_day", *key_of(queue, Order.DAY), postgresql_where=condition)
for queue in (Queue.REASONABLE_GROUNDS, Queue.CONCLUSIVE_GROUNDS):
    name = f"case_file_queue_{queue.replace('-', '_')}_by_age"
    Index(name, case_file.c.age_band, *KEY, postgresql_where=STANDS_ALONE_IN[queue])
Index("case_file_nobodys", *KEY, postgresql_where=text(FREE_TO_TAKE))
Index("case_file_mine", case_file.c.taken_by, *KEY, postgresql_where=text("taken_by IS NOT NULL"))
Index(
    "case_file_priority_look",
    case_file.c.priority_look_on,
    case_file.c.id,
    postgresql_where=text("priority_look_on IS NOT NULL"),
)
Index(
    "case_file_reference_prefix",
    case_file.c.reference,
    postgresql_ops={"reference": "text_pattern_ops"},
)
Index("case_file_received", case_file.c.received_on, case_file.c.id)
Index("case_file_organisation", case_file.c.organisation_id, case_file.c.received_on, case_file.c.id)
Index(
    "case_file_organisation_stage",
    case_file.c.organisation_id,
    case_file.c.stage,
    case_file.c.received_on,
    case_file.c.id,
)
Index("case_file_stage_received", case_file.c.stage, case_file.c.received_on, case_file.c.id)

conflict_of_interest = Table(
    "conflict_of_interest",
    metadata,
    Column("case_id", UUID, ForeignKey("case_file.id", name="conflict_of_interest_case"), nullable=False),
    Column("person", UUID, nullable=False),
    Column("reason", Text, nullable=False),
    Column("declared_at", INSTANT, nullable=False),
    PrimaryKeyConstraint("case_id", "person", name="conflict_of_interest_pkey"),
    Index("conflict_of_interest_person", "person"),
)

case_search = Table(
    "case_search",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("made_by", UUID, nullable=False),
    Column("made_at", INSTANT, nullable=False),
    Column("expires_at", INSTANT, nullable=False),
    Column("criteria", JSONB, nullable=False),
    Index("case_search_expires_at", "expires_at"),
)
