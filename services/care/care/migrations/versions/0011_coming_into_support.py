"""Assessments, attempts to reach somebody, what they are given on arrival, and pregnancies."""

from importlib import resources

from alembic import op

from plumbing.migrations import grant

revision = "0011"
down_revision = "0013"

TENANT = "(SELECT nullif(current_setting('nrm.tenant', true), ''))"
WHOEVER_SUPPORTS = (
    f"EXISTS (SELECT FROM support_case c WHERE c.id = support_case_id AND c.provider_id = {TENANT})"  # nosec B608
)
RIGHTS = {
    "contact_attempt": "SELECT, INSERT",
    "assessment": "SELECT, INSERT",
    "material_issue": "SELECT, INSERT",
    "pregnancy": "SELECT, INSERT, UPDATE",
}


def upgrade() -> None:
    schema = resources.files("care.migrations").joinpath("schema_0011.sql").read_text("utf-8")
    for statement in filter(str.strip, schema.split(";\n")):
        op.execute(statement)
    for table, rights in RIGHTS.items():
        _keep_to_whoever_supports(table, rights)


def downgrade() -> None:
    op.execute("ALTER TABLE support_case DROP COLUMN stays_where_they_live")
    for table in reversed(RIGHTS):
        op.drop_table(table)


def _keep_to_whoever_supports(table: str, rights: str) -> None:
    grant(op, "care", table, staff=rights, tenant=rights)
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY staff_rows ON {table} TO care_staff USING (true) WITH CHECK (true)")
    op.execute(
        f"CREATE POLICY tenant_rows ON {table} TO care_tenant"
        f" USING ({WHOEVER_SUPPORTS}) WITH CHECK ({WHOEVER_SUPPORTS})"
    )
