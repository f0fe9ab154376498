"""Which referrals may be about one person, as the referral service has announced."""

from alembic import op

from plumbing.migrations import grant

revision = "0003"
down_revision = "0002"

SUSPECTED_DUPLICATE = """
CREATE TABLE suspected_duplicate (
    referral_id UUID NOT NULL,
    candidate_id UUID NOT NULL,
    score REAL NOT NULL CONSTRAINT suspected_duplicate_score CHECK (score BETWEEN 0 AND 1),
    suspected_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT suspected_duplicate_pkey PRIMARY KEY (referral_id, candidate_id)
)
"""


def upgrade() -> None:
    op.execute(SUSPECTED_DUPLICATE)
    op.execute("CREATE INDEX suspected_duplicate_candidate_id ON suspected_duplicate (candidate_id)")
    grant(op, "decision", "suspected_duplicate", staff="SELECT, INSERT")


def downgrade() -> None:
    op.drop_table("suspected_duplicate")
