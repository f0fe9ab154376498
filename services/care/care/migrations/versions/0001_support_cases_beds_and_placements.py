"""Support cases, houses, beds, offers and placements."""

from importlib import resources

from alembic import op
from sqlalchemy import text

from plumbing.migrations import create_plumbing, drop_plumbing, grant, keep_tenants_apart

revision = "0001"
down_revision = None

TABLES = (
    "provider",
    "intake",
    "support_case",
    "premises",
    "premises_address",
    "bedspace",
    "bed_void",
    "offer",
    "placement",
)
OF_A_PROVIDER = ("premises", "bedspace", "bed_void", "offer", "placement")
TENANT = "(SELECT nullif(current_setting('nrm.tenant', true), ''))"


def upgrade() -> None:
    create_plumbing(op, "care")
    schema = resources.files("care.migrations").joinpath("schema_0001.sql").read_text("utf-8")
    for statement in filter(str.strip, schema.split(";\n")):
        op.execute(text(statement.replace(":", r"\:")))
    _grant_rights()
    for table in OF_A_PROVIDER:
        keep_tenants_apart(op, "care", table, "provider_id")
    _let_the_network_see_who_waits()
    _hide_from_tenants("intake", "premises_address")


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    drop_plumbing(op)


def _grant_rights() -> None:
    grant(op, "care", "provider", staff="SELECT, INSERT, UPDATE", tenant="SELECT")
    grant(op, "care", "intake", staff="SELECT, INSERT, UPDATE")
    grant(op, "care", "support_case", staff="SELECT, INSERT, UPDATE", tenant="SELECT, UPDATE")
    for table in ("premises", "bedspace", "bed_void"):
        grant(op, "care", table, staff="SELECT, INSERT, UPDATE", tenant="SELECT, UPDATE")
    for table in ("offer", "placement"):
        grant(op, "care", table, staff="SELECT, INSERT, UPDATE", tenant="SELECT, INSERT, UPDATE")
    grant(op, "care", "premises_address", staff="INSERT")  # nobody reads one yet


def _let_the_network_see_who_waits() -> None:
    """A provider sees whom it supports, whom it is offered, and who waits for any provider at all."""
    waits = "state IN ('emergency', 'recovery', 'exiting_negative')"
    unclaimed = f"provider_id IS NULL AND offered_to IS NULL AND {waits}"
    may_see = f"{TENANT} IS NOT NULL AND ({TENANT} IN (provider_id, offered_to) OR ({unclaimed}))"
    _protect("support_case")
    op.execute(f"CREATE POLICY tenant_rows ON support_case TO care_tenant USING ({may_see})")


def _hide_from_tenants(*tables: str) -> None:
    for table in tables:
        _protect(table)


def _protect(table: str) -> None:
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY staff_rows ON {table} TO care_staff USING (true) WITH CHECK (true)")
