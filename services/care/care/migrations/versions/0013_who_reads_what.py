"""A worker of one's own, reading with a reason, legal holds, and words about children sealed.

What was written unsealed before stays readable to the sealing sweep of the worker, which seals it and empties it.
"""

from importlib import resources

from alembic import op

from plumbing.migrations import grant, keep_tenants_apart

revision = "0013"
down_revision = "0010"

OF_A_PROVIDER = ("support_worker_change", "record_reading")
OF_A_CASE = ("privileged_item", "legal_hold")
UNSEALED_BEFORE = ("known_as", "needs", "risks")
SEALED_NOW = "reason, sealed_reason, wrapped_key, key_version"
TENANT = "(SELECT nullif(current_setting('nrm.tenant', true), ''))"
WHOEVER_SUPPORTS = (
    f"EXISTS (SELECT FROM support_case c WHERE c.id = support_case_id AND c.provider_id = {TENANT})"  # nosec B608
)


def upgrade() -> None:
    schema = resources.files("care.migrations").joinpath("schema_0013.sql").read_text("utf-8")
    for statement in filter(str.strip, schema.split(";\n")):
        op.execute(statement)
    for table in ("support_worker_change", "record_reading", "privileged_item"):
        grant(op, "care", table, staff="SELECT, INSERT", tenant="SELECT, INSERT")
    grant(op, "care", "legal_hold", staff="SELECT, INSERT, UPDATE", tenant="SELECT, INSERT, UPDATE")
    for table in OF_A_PROVIDER:
        keep_tenants_apart(op, "care", table, "provider_id")
    for table in OF_A_CASE:
        _keep_to_whoever_supports(table)
    grant(op, "care", "sealed_text", staff="DELETE")  # what is past its time is forgotten (VI-6)
    op.execute(f"GRANT UPDATE ({SEALED_NOW}) ON address_reveal TO care_staff")


def downgrade() -> None:
    """Sealed words cannot be read here, so what was sealed since is empty afterwards."""
    op.execute(f"REVOKE UPDATE ({SEALED_NOW}) ON address_reveal FROM care_staff")
    op.execute("REVOKE DELETE ON sealed_text FROM care_staff")
    op.execute("UPDATE address_reveal SET reason = 'sealed' WHERE reason IS NULL")
    op.execute(
        "ALTER TABLE address_reveal DROP CONSTRAINT address_reveal_sealed, DROP COLUMN sealed_reason,"
        " DROP COLUMN wrapped_key, DROP COLUMN key_version, ALTER COLUMN reason SET NOT NULL"
    )
    op.execute(
        "UPDATE dependant SET known_as = coalesce(known_as, ''), needs = coalesce(needs, ''),"
        " risks = coalesce(risks, '')"
    )
    for column in UNSEALED_BEFORE:
        op.execute(f"ALTER TABLE dependant ALTER COLUMN {column} SET NOT NULL")
    for column in ("needs", "risks"):
        op.execute(f"ALTER TABLE dependant ALTER COLUMN {column} SET DEFAULT ''")
    for table in (*OF_A_PROVIDER, *OF_A_CASE):
        op.drop_table(table)
    op.execute("DROP INDEX support_case_worker_id")
    op.execute(
        "ALTER TABLE support_case DROP CONSTRAINT support_case_worker, DROP COLUMN worker_id,"
        " DROP COLUMN inspection_agreed_at"
    )


def _keep_to_whoever_supports(table: str) -> None:
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY staff_rows ON {table} TO care_staff USING (true) WITH CHECK (true)")
    op.execute(
        f"CREATE POLICY tenant_rows ON {table} TO care_tenant"
        f" USING ({WHOEVER_SUPPORTS}) WITH CHECK ({WHOEVER_SUPPORTS})"
    )
