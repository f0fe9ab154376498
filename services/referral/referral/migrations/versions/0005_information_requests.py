"""Requests for information and their answers, agreement that was withdrawn, and who holds a referral."""

from alembic import op

from plumbing.migrations import grant, keep_tenants_apart

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

SERVICE = "referral"

HOLDER = (
    "ALTER TABLE referral ADD COLUMN holder UUID",
    "UPDATE referral SET holder = author",
    "ALTER TABLE referral ALTER COLUMN holder SET NOT NULL",
    "DROP INDEX referral_author",
    "CREATE INDEX referral_holder ON referral (holder, sent_at, id)",
)
HANDOVER = """
CREATE TABLE handover (
    id UUID PRIMARY KEY,
    referral_id UUID NOT NULL CONSTRAINT handover_referral REFERENCES referral,
    organisation TEXT NOT NULL,
    handed_by UUID NOT NULL,
    handed_to UUID NOT NULL,
    handed_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT handover_to_somebody_else CHECK (handed_by <> handed_to)
)
"""
WITHDRAWAL = """
CREATE TABLE withdrawal (
    referral_id UUID NOT NULL CONSTRAINT withdrawal_referral REFERENCES referral,
    consent TEXT NOT NULL CONSTRAINT withdrawal_consent CHECK (consent IN ('referral', 'support')),
    organisation TEXT NOT NULL,
    withdrawn_by UUID NOT NULL,
    withdrawn_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT withdrawal_pkey PRIMARY KEY (referral_id, consent)
)
"""
REQUEST = """
CREATE TABLE information_request (
    id UUID PRIMARY KEY,
    referral_id UUID NOT NULL,
    requested_at TIMESTAMPTZ NOT NULL,
    due_on DATE NOT NULL,
    answered_by UUID,
    answered_at TIMESTAMPTZ,
    sealed_answer BYTEA,
    CONSTRAINT information_request_answered CHECK (
        (answered_at IS NULL) = (answered_by IS NULL) AND (answered_at IS NULL) = (sealed_answer IS NULL))
)
"""
MAIL_KINDS = (
    "ALTER TABLE mail DROP CONSTRAINT mail_kind",
    "ALTER TABLE mail ADD CONSTRAINT mail_kind"
    " CHECK (kind IN ('sent', 'ending', 'deleted', 'asked', 'handed'))",
)
MAIL_KINDS_BEFORE = (
    "DELETE FROM mail WHERE kind IN ('asked', 'handed')",
    "ALTER TABLE mail DROP CONSTRAINT mail_kind",
    "ALTER TABLE mail ADD CONSTRAINT mail_kind CHECK (kind IN ('sent', 'ending', 'deleted'))",
)


def upgrade() -> None:
    for statement in (*MAIL_KINDS, *HOLDER, HANDOVER, WITHDRAWAL, REQUEST):
        op.execute(statement)
    op.execute("CREATE INDEX handover_referral_id ON handover (referral_id)")
    op.execute("CREATE INDEX information_request_referral_id ON information_request (referral_id)")
    _give_rights()


def _give_rights() -> None:
    grant(op, SERVICE, "referral", staff="UPDATE (holder)", tenant="UPDATE (holder)")
    for table in ("handover", "withdrawal"):
        grant(op, SERVICE, table, staff="SELECT, INSERT", tenant="SELECT, INSERT")
        keep_tenants_apart(op, SERVICE, table, "organisation")
    answering = "SELECT, UPDATE (answered_by, answered_at, sealed_answer)"
    grant(op, SERVICE, "information_request", staff="SELECT, INSERT", tenant=answering)
    _show_requests_about_own_referrals()


def _show_requests_about_own_referrals() -> None:
    """The worker hears of a request without knowing whose it is: it belongs to who may see its referral."""
    own = "EXISTS (SELECT FROM referral WHERE referral.id = information_request.referral_id)"
    table = "information_request"
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY staff_rows ON {table} TO referral_staff USING (true) WITH CHECK (true)")
    op.execute(f"CREATE POLICY tenant_rows ON {table} TO referral_tenant USING ({own}) WITH CHECK ({own})")


def downgrade() -> None:
    for table in ("information_request", "withdrawal", "handover"):
        op.drop_table(table)
    for statement in MAIL_KINDS_BEFORE:
        op.execute(statement)
    op.execute("DROP INDEX referral_holder")
    op.execute("CREATE INDEX referral_author ON referral (author, sent_at, id)")
    op.execute("ALTER TABLE referral DROP COLUMN holder")
