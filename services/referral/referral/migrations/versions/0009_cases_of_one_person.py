"""A case that was merged into another, for the person who sent both referrals."""

from alembic import op

revision = "0009"
down_revision = "0008"

COLUMNS = """
ALTER TABLE journey
    ADD COLUMN part_of UUID,
    ADD COLUMN part_of_since TIMESTAMPTZ,
    ADD CONSTRAINT journey_part_of_has_a_time CHECK ((part_of IS NULL) = (part_of_since IS NULL)),
    ADD CONSTRAINT journey_not_part_of_itself CHECK (part_of <> referral_id)
"""


def upgrade() -> None:
    op.execute(COLUMNS)


def downgrade() -> None:
    op.execute("ALTER TABLE journey DROP COLUMN part_of, DROP COLUMN part_of_since")
