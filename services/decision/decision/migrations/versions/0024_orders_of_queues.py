"""Each queue can also be read by who has waited longest, and by its days: an index for each order."""

from alembic import op

revision = "0024"
down_revision = "0023"

NO_DAY = "'9999-12-31'::date"
BY_DUE_DAY = f"COALESCE(due_on, {NO_DAY})"
AT_18 = (
    "consent = 'awaiting_at_18' OR (age_band = 'child' AND turns_18_on IS NOT NULL AND stage NOT IN "
    "('rg_negative', 'cg_negative', 'cg_positive', 'exited', 'withdrawn', 'closed_other'))"
)
QUEUES = {
    "reasonable_grounds": (
        BY_DUE_DAY,
        "stage IN ('rg_pending', 'rg_more_information', 'rg_suspended', 'rg_review')",
    ),
    "conclusive_grounds": (
        BY_DUE_DAY,
        "stage IN ('cg_pending', 'cg_delayed', 'cg_review', 'maap', 'technical_lead')",
    ),
    "information": (BY_DUE_DAY, "is_waiting_for_information"),
    "review": (BY_DUE_DAY, "stage IN ('rg_review', 'cg_review')"),
    "reconsideration": (BY_DUE_DAY, "stage = 'reconsideration_requested'"),
    "held": (BY_DUE_DAY, "is_decision_held"),
    "at_18": (f"COALESCE(turns_18_on, {NO_DAY})", AT_18),
    "suspended": (BY_DUE_DAY, "stage IN ('rg_suspended', 'cg_suspended')"),
    "ending": ("ends_on", "ends_on IS NOT NULL"),
}


def upgrade() -> None:
    for name, (day, condition) in QUEUES.items():
        where = f"WHERE ({condition}) AND merged_into IS NULL"
        op.execute(f"CREATE INDEX case_file_queue_{name}_by_receipt ON case_file (received_on, id) {where}")
        op.execute(f"CREATE INDEX case_file_queue_{name}_by_day ON case_file ({day}, id) {where}")


def downgrade() -> None:
    for name in QUEUES:
        op.execute(f"DROP INDEX case_file_queue_{name}_by_receipt")
        op.execute(f"DROP INDEX case_file_queue_{name}_by_day")
