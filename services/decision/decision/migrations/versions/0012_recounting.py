"""How far a published calendar has been counted through the open clocks."""

from alembic import op

from plumbing.migrations import grant

revision = "0012"
down_revision = "0011"

TABLE = """
CREATE TABLE recount (
    nation TEXT NOT NULL,
    version TEXT NOT NULL,
    published_by UUID,
    asked_at TIMESTAMPTZ NOT NULL,
    after_case UUID,
    looked_at INTEGER NOT NULL,
    moved INTEGER NOT NULL,
    finished_at TIMESTAMPTZ,
    CONSTRAINT recount_pkey PRIMARY KEY (nation, version),
    CONSTRAINT recount_calendar FOREIGN KEY (nation, version) REFERENCES calendar
)
"""


def upgrade() -> None:
    op.execute(TABLE)
    op.execute("CREATE INDEX recount_unfinished ON recount (asked_at) WHERE finished_at IS NULL")
    grant(
        op,
        "decision",
        "recount",
        staff="SELECT, INSERT, UPDATE (after_case, looked_at, moved, finished_at)",
    )


def downgrade() -> None:
    op.drop_table("recount")
