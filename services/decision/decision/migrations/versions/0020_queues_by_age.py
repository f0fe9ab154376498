"""Queues narrowed to children, or to adults: found in their order without passing everybody else."""

from alembic import op

revision = "0020"
down_revision = "0019"

QUEUES = {
    "reasonable_grounds": "stage IN ('rg_pending', 'rg_more_information', 'rg_suspended', 'rg_review')",
    "conclusive_grounds": "stage IN ('cg_pending', 'cg_delayed', 'cg_review', 'maap', 'technical_lead')",
}


def upgrade() -> None:
    for name, condition in QUEUES.items():
        key = "(age_band, priority, queue_on, id)"
        op.execute(f"CREATE INDEX case_file_queue_{name}_by_age ON case_file {key} WHERE {condition}")


def downgrade() -> None:
    for name in QUEUES:
        op.execute(f"DROP INDEX case_file_queue_{name}_by_age")
