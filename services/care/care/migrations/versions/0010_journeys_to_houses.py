"""Who drives a person to their house, and when."""

from importlib import resources

from alembic import op

from plumbing.migrations import grant, keep_tenants_apart

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    schema = resources.files("care.migrations").joinpath("schema_0010.sql").read_text("utf-8")
    for statement in filter(str.strip, schema.split(";\n")):
        op.execute(statement)
    grant(op, "care", "transport", staff="SELECT, INSERT, UPDATE", tenant="SELECT")
    keep_tenants_apart(op, "care", "transport", "provider_id")


def downgrade() -> None:
    op.drop_table("transport")
