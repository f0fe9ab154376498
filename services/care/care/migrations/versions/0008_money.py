"""From when somebody is paid, what is due line by line, the runs that pay it, and cards that fail."""

from importlib import resources

from alembic import op

from plumbing.migrations import grant, keep_tenants_apart

revision = "0008"
down_revision = "0007"

OF_A_CASE = ("entitlement", "asylum_support", "payment_line")
TABLES = ("entitlement", "asylum_support", "payment_line", "payment_run", "channel_outage")
TENANT = "(SELECT nullif(current_setting('nrm.tenant', true), ''))"
WHOEVER_SUPPORTS = (
    f"EXISTS (SELECT FROM support_case c WHERE c.id = support_case_id AND c.provider_id = {TENANT})"  # nosec B608
)


def upgrade() -> None:
    schema = resources.files("care.migrations").joinpath("schema_0008.sql").read_text("utf-8")
    for statement in filter(str.strip, schema.split(";\n")):
        op.execute(statement)
    for table in OF_A_CASE:
        _keep_to_whoever_supports(table)
    rights = "SELECT, INSERT, UPDATE"
    grant(op, "care", "payment_run", staff=rights, tenant=rights)
    keep_tenants_apart(op, "care", "payment_run", "provider_id")
    grant(op, "care", "channel_outage", staff=rights, tenant="SELECT")


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)


def _keep_to_whoever_supports(table: str) -> None:
    """Money follows the person: whoever supports them now sees all of it, and nobody else does."""
    grant(op, "care", table, staff="SELECT, INSERT, UPDATE", tenant="SELECT, INSERT, UPDATE")
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY staff_rows ON {table} TO care_staff USING (true) WITH CHECK (true)")
    op.execute(
        f"CREATE POLICY tenant_rows ON {table} TO care_tenant"
        f" USING ({WHOEVER_SUPPORTS}) WITH CHECK ({WHOEVER_SUPPORTS})"
    )
