"""The groups by which waiting is compared, apart from the case: coarse codes, and never changed."""

from alembic import op

from plumbing.migrations import grant

revision = "0017"
down_revision = "0015"

TABLE = """
CREATE TABLE counted_group (
    referral_id UUID PRIMARY KEY CONSTRAINT counted_group_case REFERENCES case_file (referral_id),
    gender TEXT CONSTRAINT counted_group_gender CHECK (gender IN ('female', 'male', 'other')),
    nationality_group TEXT CONSTRAINT counted_group_nationality CHECK (nationality_group IN (
        'united-kingdom', 'eea', 'rest-of-europe', 'africa', 'asia', 'americas', 'oceania')),
    exploitation_type TEXT CONSTRAINT counted_group_exploitation CHECK (exploitation_type IN (
        'labour', 'sexual', 'criminal', 'domestic-servitude', 'organ-removal', 'other', 'several'))
)
"""


def upgrade() -> None:
    op.execute(TABLE)
    grant(op, "decision", "counted_group", staff="SELECT, INSERT")


def downgrade() -> None:
    op.drop_table("counted_group")
