"""What providers say of themselves, who was chosen to support whom, and moves that are asked for."""

from importlib import resources

from alembic import op

from plumbing.migrations import grant, keep_tenants_apart

revision = "0012"
down_revision = "0011"

OF_A_CASE = ("home_check", "move_request")
TENANT = "(SELECT nullif(current_setting('nrm.tenant', true), ''))"
WHOEVER_SUPPORTS = (
    f"EXISTS (SELECT FROM support_case c WHERE c.id = support_case_id AND c.provider_id = {TENANT})"  # nosec B608
)


def upgrade() -> None:
    schema = resources.files("care.migrations").joinpath("schema_0012.sql").read_text("utf-8")
    for statement in filter(str.strip, schema.split(";\n")):
        op.execute(statement)
    rights = "SELECT, INSERT, UPDATE"
    grant(op, "care", "provider_profile", staff=rights, tenant=rights)
    keep_tenants_apart(op, "care", "provider_profile", "provider_id")
    grant(op, "care", "home_check", staff="SELECT, INSERT", tenant="SELECT, INSERT")
    grant(op, "care", "move_request", staff=rights, tenant=rights)
    for table in OF_A_CASE:
        _protect(table)
        op.execute(
            f"CREATE POLICY tenant_rows ON {table} TO care_tenant"
            f" USING ({WHOEVER_SUPPORTS}) WITH CHECK ({WHOEVER_SUPPORTS})"
        )
    grant(op, "care", "allocation", staff="SELECT, INSERT")  # why one and not another is the prime's
    _protect("allocation")


def downgrade() -> None:
    for table in ("move_request", "home_check", "allocation", "provider_profile"):
        op.drop_table(table)
    op.execute("ALTER TABLE support_case DROP COLUMN allocated_to")


def _protect(table: str) -> None:
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY staff_rows ON {table} TO care_staff USING (true) WITH CHECK (true)")
