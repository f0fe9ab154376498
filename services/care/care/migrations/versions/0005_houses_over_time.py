"""What changes a placement, a bed or a house over time; households; and people kept apart."""

from importlib import resources

from alembic import op

from plumbing.migrations import grant, keep_tenants_apart

revision = "0005"
down_revision = "0004"

OF_A_PROVIDER = ("placement_change", "placement_task", "bed_earlier_service")
TENANT = "(SELECT nullif(current_setting('nrm.tenant', true), ''))"
ADDED = {
    "placement": (
        ["household_id", "dependant_id", "required_features", "displaced_by", "absence", "absent_since"]
    ),
    "offer": ["is_local_connection_explained"],
    "bed_void": ["is_emergency", "cancelled_at"],
    "bedspace": ["unit", "admits_from", "admits_until"],
    "premises": ["closed_on"],
    "support_case": ["house_declines"],
}


def upgrade() -> None:
    schema = resources.files("care.migrations").joinpath("schema_0005.sql").read_text("utf-8")
    for statement in filter(str.strip, schema.split(";\n")):
        op.execute(statement)
    grant(op, "care", "placement_change", staff="SELECT, INSERT", tenant="SELECT, INSERT")
    grant(op, "care", "placement_task", staff="SELECT, INSERT, UPDATE", tenant="SELECT, INSERT, UPDATE")
    grant(op, "care", "bed_earlier_service", staff="SELECT, INSERT", tenant="SELECT, INSERT")
    grant(op, "care", "bed_void", tenant="INSERT")
    for table in OF_A_PROVIDER:
        keep_tenants_apart(op, "care", table, "provider_id")
    _keep_to_those_who_support_them()


def downgrade() -> None:
    op.execute("REVOKE INSERT ON bed_void FROM care_tenant")
    for table, columns in ADDED.items():
        for column in columns:
            op.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
    op.execute("DROP INDEX placement_person_id")
    for table in (*OF_A_PROVIDER, "dependant", "kept_apart"):
        op.drop_table(table)


def _keep_to_those_who_support_them() -> None:
    """Unlike a person who waits for any provider, their family is shown only to whoever is asked."""
    whoever_is_asked = f"{TENANT} IN (c.provider_id, c.offered_to)"
    of_the_case = f"EXISTS (SELECT FROM support_case c WHERE c.id = support_case_id AND {whoever_is_asked})"  # nosec B608
    one_of_them = "EXISTS (SELECT FROM support_case c WHERE c.person_id IN (one_id, other_id))"
    for table, may_see in (("dependant", of_the_case), ("kept_apart", one_of_them)):
        grant(op, "care", table, staff="SELECT, INSERT, UPDATE", tenant="SELECT, INSERT, UPDATE")
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY staff_rows ON {table} TO care_staff USING (true) WITH CHECK (true)")
        op.execute(f"CREATE POLICY tenant_rows ON {table} TO care_tenant USING ({may_see})")
