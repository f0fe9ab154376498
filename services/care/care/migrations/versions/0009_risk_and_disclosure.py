"""Incidents, missing people, complaints, what is told outside, and who looked at an address."""

from importlib import resources

from alembic import op

from plumbing.migrations import grant, keep_tenants_apart

revision = "0009"
down_revision = "0008"

OF_A_CASE = ("incident", "missing_episode", "complaint", "asked_to_leave", "disclosure_request")
OF_A_HOUSE = ("house_flag", "address_reveal")
TENANT = "(SELECT nullif(current_setting('nrm.tenant', true), ''))"
WHOEVER_SUPPORTS = (
    f"EXISTS (SELECT FROM support_case c WHERE c.id = support_case_id AND c.provider_id = {TENANT})"  # nosec B608
)
OWN_HOUSE = f"EXISTS (SELECT FROM premises p WHERE p.id = premises_id AND p.provider_id = {TENANT})"  # nosec B608


def upgrade() -> None:
    schema = resources.files("care.migrations").joinpath("schema_0009.sql").read_text("utf-8")
    for statement in filter(str.strip, schema.split(";\n")):
        op.execute(statement)
    for table in OF_A_CASE:
        _keep_to_whoever_supports(table)
    rights = "SELECT, INSERT, UPDATE"
    grant(op, "care", "house_flag", staff=rights, tenant=rights)
    grant(op, "care", "address_reveal", staff="SELECT, INSERT", tenant="SELECT, INSERT")
    for table in OF_A_HOUSE:
        keep_tenants_apart(op, "care", table, "provider_id")
    _let_addresses_be_read()


def downgrade() -> None:
    op.execute("DROP POLICY tenant_rows ON premises_address")
    op.execute("REVOKE SELECT ON premises_address FROM care_staff, care_tenant")
    for table in (*OF_A_HOUSE, *reversed(OF_A_CASE)):
        op.drop_table(table)


def _keep_to_whoever_supports(table: str) -> None:
    grant(op, "care", table, staff="SELECT, INSERT, UPDATE", tenant="SELECT, INSERT, UPDATE")
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY staff_rows ON {table} TO care_staff USING (true) WITH CHECK (true)")
    op.execute(
        f"CREATE POLICY tenant_rows ON {table} TO care_tenant"
        f" USING ({WHOEVER_SUPPORTS}) WITH CHECK ({WHOEVER_SUPPORTS})"
    )


def _let_addresses_be_read() -> None:
    """Sealed they stay: it takes the key too, and each reading is written down (VI-3, VI-5)."""
    grant(op, "care", "premises_address", staff="SELECT", tenant="SELECT")
    op.execute(f"CREATE POLICY tenant_rows ON premises_address FOR SELECT TO care_tenant USING ({OWN_HOUSE})")
