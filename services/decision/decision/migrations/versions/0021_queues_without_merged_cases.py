"""Queues' indexes leave merged cases out, so that a queue is counted from its index alone."""

from collections.abc import Iterator

from alembic import op

revision = "0021"
down_revision = "0020"

PLACE = "priority, queue_on, id"
REASONABLE = "stage IN ('rg_pending', 'rg_more_information', 'rg_suspended', 'rg_review')"
CONCLUSIVE = "stage IN ('cg_pending', 'cg_delayed', 'cg_review', 'maap', 'technical_lead')"
AT_18 = (
    "consent = 'awaiting_at_18' OR (age_band = 'child' AND turns_18_on IS NOT NULL AND stage NOT IN "
    "('rg_negative', 'cg_negative', 'cg_positive', 'exited', 'withdrawn', 'closed_other'))"
)
INDEXES = {
    "reasonable_grounds": ("due_on, id", REASONABLE),
    "queue_reasonable_grounds": (PLACE, REASONABLE),
    "queue_conclusive_grounds": (PLACE, CONCLUSIVE),
    "queue_information": (PLACE, "is_waiting_for_information"),
    "queue_review": (PLACE, "stage IN ('rg_review', 'cg_review')"),
    "queue_reconsideration": (PLACE, "stage = 'reconsideration_requested'"),
    "queue_held": (PLACE, "is_decision_held"),
    "queue_at_18": (PLACE, AT_18),
    "queue_suspended": (PLACE, "stage IN ('rg_suspended', 'cg_suspended')"),
    "queue_ending": ("priority, ends_on, id", "ends_on IS NOT NULL"),
    "queue_reasonable_grounds_by_age": (f"age_band, {PLACE}", REASONABLE),
    "queue_conclusive_grounds_by_age": (f"age_band, {PLACE}", CONCLUSIVE),
}


def upgrade() -> None:
    for statement in _made_again(" AND merged_into IS NULL"):
        op.execute(statement)


def downgrade() -> None:
    for statement in _made_again(""):
        op.execute(statement)


def _made_again(without: str) -> Iterator[str]:
    for name, (key, condition) in INDEXES.items():
        yield f"DROP INDEX case_file_{name}"
        yield f"CREATE INDEX case_file_{name} ON case_file ({key}) WHERE ({condition}){without}"
