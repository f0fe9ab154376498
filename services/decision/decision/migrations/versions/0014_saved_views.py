"""Queues as people have narrowed them, kept under a name."""

from alembic import op

from plumbing.migrations import grant

revision = "0014"
down_revision = "0013"

TABLE = """
CREATE TABLE saved_view (
    id UUID PRIMARY KEY,
    owner UUID NOT NULL,
    name TEXT NOT NULL CONSTRAINT saved_view_name CHECK (
        name = btrim(name) AND char_length(name) BETWEEN 1 AND 60),
    queue TEXT NOT NULL,
    ticked JSONB NOT NULL,
    is_shared BOOLEAN NOT NULL DEFAULT false,
    saved_at TIMESTAMPTZ NOT NULL
);
CREATE UNIQUE INDEX saved_view_one_of_a_name ON saved_view (owner, lower(name));
CREATE INDEX saved_view_shared ON saved_view (name, id) WHERE is_shared;
"""


def upgrade() -> None:
    for statement in filter(str.strip, TABLE.split(";\n")):
        op.execute(statement)
    grant(op, "decision", "saved_view", staff="SELECT, INSERT, UPDATE (name, is_shared), DELETE")


def downgrade() -> None:
    op.drop_table("saved_view")
