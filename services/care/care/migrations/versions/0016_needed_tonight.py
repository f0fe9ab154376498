"""Who needs a safe place tonight, and who is said to be in danger."""

from alembic import op

revision = "0016"
down_revision = "0014"

TABLES = ("intake", "support_case")


def upgrade() -> None:
    for table in TABLES:
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN place_tonight_at timestamptz, ADD COLUMN danger_at timestamptz"
        )


def downgrade() -> None:
    for table in TABLES:
        op.execute(f"ALTER TABLE {table} DROP COLUMN place_tonight_at, DROP COLUMN danger_at")
