"""Places of safety: a bed may be had by somebody who is not referred yet."""

from importlib import resources

from alembic import op

from plumbing.migrations import grant, keep_tenants_apart

revision = "0017"
down_revision = "0018"

TENANT = "(SELECT nullif(current_setting('nrm.tenant', true), ''))"
OWN = f"EXISTS (SELECT FROM safety_stay s WHERE s.id = safety_stay_id AND s.provider_id = {TENANT})"  # nosec B608


def upgrade() -> None:
    schema = resources.files("care.migrations").joinpath("schema_0017.sql").read_text("utf-8")
    for statement in filter(str.strip, schema.split(";\n")):
        op.execute(statement)
    grant(op, "care", "safety_stay", staff="SELECT, INSERT, UPDATE", tenant="SELECT, UPDATE")
    keep_tenants_apart(op, "care", "safety_stay", "provider_id")
    grant(op, "care", "safety_stay_text", staff="SELECT, INSERT, DELETE", tenant="SELECT")
    op.execute("ALTER TABLE safety_stay_text ENABLE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE safety_stay_text FORCE ROW LEVEL SECURITY")
    op.execute("CREATE POLICY staff_rows ON safety_stay_text TO care_staff USING (true) WITH CHECK (true)")
    op.execute(f"CREATE POLICY tenant_rows ON safety_stay_text TO care_tenant USING ({OWN})")


def downgrade() -> None:
    """Before this, nobody could have a bed without a support case: such stays are forgotten."""
    op.execute(
        "DELETE FROM placement_change WHERE placement_id IN (SELECT id FROM placement WHERE support_case_id IS NULL)"
    )
    op.execute("DELETE FROM placement WHERE support_case_id IS NULL")
    op.execute(
        "ALTER TABLE placement DROP CONSTRAINT placement_whose, DROP COLUMN safety_stay_id,"
        " ALTER COLUMN support_case_id SET NOT NULL"
    )
    op.drop_table("safety_stay_text")
    op.drop_table("safety_stay")
