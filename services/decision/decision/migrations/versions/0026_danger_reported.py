"""That a first responder said somebody is in danger, and when: heard perhaps before the case is open."""

from alembic import op

from plumbing.migrations import grant

revision = "0026"
down_revision = "0025"

DANGER_REPORT = """
CREATE TABLE danger_report (
    referral_id UUID PRIMARY KEY,
    reported_at TIMESTAMPTZ NOT NULL
)
"""


def upgrade() -> None:
    op.execute(DANGER_REPORT)
    grant(op, "decision", "danger_report", staff="SELECT, INSERT")


def downgrade() -> None:
    op.drop_table("danger_report")
