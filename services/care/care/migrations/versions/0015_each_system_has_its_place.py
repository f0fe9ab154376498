"""Hours of arrival, through whom a house was found, and inspections of providers."""

from importlib import resources

from alembic import op

from plumbing.migrations import grant, keep_tenants_apart

revision = "0015"
down_revision = "0012"

OF_A_PROVIDER = ("known_house", "inspection", "inspection_recommendation")


def upgrade() -> None:
    schema = resources.files("care.migrations").joinpath("schema_0015.sql").read_text("utf-8")
    for statement in filter(str.strip, schema.split(";\n")):
        op.execute(statement)
    grant(op, "care", "known_house", staff="SELECT, INSERT", tenant="SELECT, INSERT")
    grant(op, "care", "inspection", staff="SELECT, INSERT", tenant="SELECT")
    grant(op, "care", "inspection_recommendation", staff="SELECT, INSERT, UPDATE", tenant="SELECT, UPDATE")
    grant(op, "care", "outside_told", staff="SELECT, INSERT")
    for table in OF_A_PROVIDER:
        keep_tenants_apart(op, "care", table, "provider_id")


def downgrade() -> None:
    op.drop_table("outside_told")
    for table in reversed(OF_A_PROVIDER):
        op.drop_table(table)
    op.drop_column("placement", "arrival_hour")
