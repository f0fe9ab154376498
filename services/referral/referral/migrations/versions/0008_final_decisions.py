"""The final decision on a referral, for the person who sent it."""

from alembic import op

revision = "0008"
down_revision = "0007"

COLUMNS = """
ALTER TABLE journey
    ADD COLUMN final_outcome TEXT
        CONSTRAINT journey_final_outcome CHECK (final_outcome IN ('positive', 'negative')),
    ADD COLUMN finally_decided_at TIMESTAMPTZ,
    ADD CONSTRAINT journey_final_decision_has_a_time
        CHECK ((final_outcome IS NULL) = (finally_decided_at IS NULL))
"""


def upgrade() -> None:
    op.execute(COLUMNS)


def downgrade() -> None:
    op.execute("ALTER TABLE journey DROP COLUMN final_outcome, DROP COLUMN finally_decided_at")
