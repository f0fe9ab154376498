"""Files the virus check cannot look through: kept, closed, and tried again."""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

BEFORE = "state IN ('waiting', 'clean', 'refused')"
NOW = "state IN ('waiting', 'clean', 'refused', 'unchecked')"


def _only(allowed: str) -> None:
    op.execute("ALTER TABLE evidence_file DROP CONSTRAINT evidence_state")
    op.execute(f"ALTER TABLE evidence_file ADD CONSTRAINT evidence_state CHECK ({allowed})")


def upgrade() -> None:
    _only(NOW)


def downgrade() -> None:
    op.execute("UPDATE evidence_file SET state = 'waiting' WHERE state = 'unchecked'")
    _only(BEFORE)
