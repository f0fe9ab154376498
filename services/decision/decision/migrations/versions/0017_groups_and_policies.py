"""The groups by which waiting is compared, apart from the case; and published versions of the policy."""

from alembic import op

from plumbing.migrations import grant

revision = "0017"
down_revision = "0016"

GROUPS = """
CREATE TABLE counted_group (
    referral_id UUID PRIMARY KEY CONSTRAINT counted_group_case REFERENCES case_file (referral_id),
    gender TEXT CONSTRAINT counted_group_gender CHECK (gender IN ('female', 'male', 'other')),
    nationality_group TEXT CONSTRAINT counted_group_nationality CHECK (nationality_group IN (
        'united-kingdom', 'eea', 'rest-of-europe', 'africa', 'asia', 'americas', 'oceania')),
    exploitation_type TEXT CONSTRAINT counted_group_exploitation CHECK (exploitation_type IN (
        'labour', 'sexual', 'criminal', 'domestic-servitude', 'organ-removal', 'other', 'several'))
)
"""

POLICIES = """
CREATE TABLE published_policy (
    version TEXT PRIMARY KEY,
    effective_from DATE NOT NULL,
    text TEXT NOT NULL,
    published_at TIMESTAMPTZ NOT NULL,
    published_by UUID,
    after_case UUID,
    looked_at INTEGER NOT NULL,
    moved INTEGER NOT NULL,
    finished_at TIMESTAMPTZ
)
"""


def upgrade() -> None:
    op.execute(GROUPS)
    op.execute(POLICIES)
    op.execute(
        "CREATE INDEX published_policy_unfinished ON published_policy (published_at) WHERE finished_at IS NULL"
    )
    grant(op, "decision", "counted_group", staff="SELECT, INSERT")
    counted = "UPDATE (after_case, looked_at, moved, finished_at)"
    grant(op, "decision", "published_policy", staff=f"SELECT, INSERT, {counted}")


def downgrade() -> None:
    op.drop_table("published_policy")
    op.drop_table("counted_group")
