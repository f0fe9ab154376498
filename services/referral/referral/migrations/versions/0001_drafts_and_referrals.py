"""Drafts, sent referrals, and how far each has come."""

from importlib import resources

from alembic import op
from sqlalchemy import text

from plumbing.migrations import create_plumbing, drop_plumbing, grant, keep_tenants_apart

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SERVICE = "referral"


def upgrade() -> None:
    create_plumbing(op, SERVICE)
    schema = resources.files("referral.migrations").joinpath("schema_0001.sql").read_text("utf-8")
    for statement in filter(str.strip, schema.split(";\n")):
        op.execute(text(statement))
    _give_rights()


def _give_rights() -> None:
    everything = "SELECT, INSERT, UPDATE, DELETE"
    grant(op, SERVICE, "draft", staff=everything, tenant=everything)
    grant(op, SERVICE, "referral", staff="SELECT, INSERT", tenant="SELECT, INSERT")
    grant(op, SERVICE, "journey", staff="SELECT, INSERT, UPDATE", tenant="SELECT")
    grant(op, SERVICE, "data_key", tenant="DELETE")  # a draft goes with its key
    keep_tenants_apart(op, SERVICE, "draft", "organisation")
    keep_tenants_apart(op, SERVICE, "referral", "organisation")
    _show_journeys_of_own_referrals()


def _show_journeys_of_own_referrals() -> None:
    """News may come before we know whose it is, so a journey belongs to whoever may see its referral."""
    op.execute("ALTER TABLE journey ENABLE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE journey FORCE ROW LEVEL SECURITY")
    op.execute("CREATE POLICY staff_rows ON journey TO referral_staff USING (true) WITH CHECK (true)")
    op.execute(
        "CREATE POLICY tenant_rows ON journey FOR SELECT TO referral_tenant"
        " USING (EXISTS (SELECT FROM referral WHERE referral.id = journey.referral_id))"
    )


def downgrade() -> None:
    for table in ("journey", "referral", "draft"):
        op.drop_table(table)
    drop_plumbing(op)
