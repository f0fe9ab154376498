"""Blind indexes that find the same person again."""

from alembic import op

from plumbing.migrations import grant

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

SERVICE = "referral"

TABLES = (
    """
    CREATE TABLE likeness (
        token BYTEA NOT NULL,
        referral_id UUID NOT NULL CONSTRAINT likeness_referral REFERENCES referral ON DELETE CASCADE,
        CONSTRAINT likeness_pkey PRIMARY KEY (token, referral_id)
    )
    """,
    "CREATE INDEX likeness_referral_id ON likeness (referral_id)",
    """
    CREATE TABLE likeness_owed (
        referral_id UUID PRIMARY KEY
            CONSTRAINT likeness_owed_referral REFERENCES referral ON DELETE CASCADE,
        since TIMESTAMPTZ NOT NULL
    )
    """,
    "CREATE INDEX likeness_owed_since ON likeness_owed (since)",
    """
    CREATE TABLE suspected_duplicate (
        referral_id UUID NOT NULL CONSTRAINT suspected_duplicate_referral REFERENCES referral ON DELETE CASCADE,
        candidate_id UUID NOT NULL
            CONSTRAINT suspected_duplicate_candidate REFERENCES referral ON DELETE CASCADE,
        score REAL NOT NULL CONSTRAINT suspected_duplicate_score CHECK (score BETWEEN 0 AND 1),
        suspected_at TIMESTAMPTZ NOT NULL,
        CONSTRAINT suspected_duplicate_pkey PRIMARY KEY (referral_id, candidate_id)
    )
    """,
)


def upgrade() -> None:
    for statement in TABLES:
        op.execute(statement)
    grant(op, SERVICE, "likeness", staff="SELECT, INSERT, DELETE")
    grant(
        op, SERVICE, "likeness_owed", staff="SELECT, INSERT, UPDATE, DELETE", tenant="SELECT, INSERT, UPDATE"
    )
    grant(op, SERVICE, "suspected_duplicate", staff="SELECT, INSERT, DELETE", tenant="SELECT")
    _show_suspicions_of_own_referrals()
    _owe_what_was_sent_before()


def _show_suspicions_of_own_referrals() -> None:
    op.execute("ALTER TABLE suspected_duplicate ENABLE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE suspected_duplicate FORCE ROW LEVEL SECURITY")
    op.execute(
        "CREATE POLICY staff_rows ON suspected_duplicate TO referral_staff USING (true) WITH CHECK (true)"
    )
    op.execute(
        "CREATE POLICY tenant_rows ON suspected_duplicate FOR SELECT TO referral_tenant"
        " USING (EXISTS (SELECT FROM referral WHERE referral.id = suspected_duplicate.referral_id))"
    )


def _owe_what_was_sent_before() -> None:
    op.execute("ALTER TABLE referral NO FORCE ROW LEVEL SECURITY")
    op.execute("INSERT INTO likeness_owed SELECT id, sent_at FROM referral")
    op.execute("ALTER TABLE referral FORCE ROW LEVEL SECURITY")


def downgrade() -> None:
    for table in ("suspected_duplicate", "likeness_owed", "likeness"):
        op.drop_table(table)
