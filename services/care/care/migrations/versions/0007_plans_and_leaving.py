"""Clocks that run in a support case, plans and contacts, and the way out."""

from importlib import resources

from alembic import op

from plumbing.migrations import grant

revision = "0007"
down_revision = "0006"

CHANGED = (
    "support_clock",
    "extension_request",
    "needs_assessment",
    "move_on_plan",
    "leaving_step",
    "sealed_text",
    "journey_goal",
    "needs_answer",
)
ONLY_ADDED = ("plan_review", "support_contact")
TENANT = "(SELECT nullif(current_setting('nrm.tenant', true), ''))"


def upgrade() -> None:
    schema = resources.files("care.migrations").joinpath("schema_0007.sql").read_text("utf-8")
    for statement in filter(str.strip, schema.split(";\n")):
        op.execute(statement)
    for table in CHANGED:
        rights = "SELECT, INSERT, UPDATE"
        grant(op, "care", table, staff=rights, tenant=rights)
    for table in ONLY_ADDED:
        grant(op, "care", table, staff="SELECT, INSERT", tenant="SELECT, INSERT")
    for table in (*CHANGED, *ONLY_ADDED):
        _keep_to_whoever_supports_them(table)


def downgrade() -> None:
    op.execute("ALTER TABLE intake DROP COLUMN asked_at_18_at")
    for table in reversed((*CHANGED, *ONLY_ADDED)):
        op.drop_table(table)


def _keep_to_whoever_supports_them(table: str) -> None:
    """Not shown to every provider while somebody waits for a place: only to the one that supports them."""
    may_see = (
        f"EXISTS (SELECT FROM support_case c WHERE c.id = support_case_id AND c.provider_id::text = {TENANT})"  # nosec B608
    )
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY staff_rows ON {table} TO care_staff USING (true) WITH CHECK (true)")
    op.execute(f"CREATE POLICY tenant_rows ON {table} TO care_tenant USING ({may_see})")
