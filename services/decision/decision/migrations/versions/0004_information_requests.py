"""What decision makers ask first responders, and when the answer came."""

from alembic import op

from plumbing.migrations import grant

revision = "0004"
down_revision = "0003"

TABLE = """
CREATE TABLE information_request (
    id UUID PRIMARY KEY,
    case_id UUID NOT NULL CONSTRAINT information_request_case REFERENCES case_file,
    asked_by UUID NOT NULL,
    asked_at TIMESTAMPTZ NOT NULL,
    due_on DATE NOT NULL,
    sealed_question BYTEA NOT NULL,
    answered_at TIMESTAMPTZ
)
"""


def upgrade() -> None:
    op.execute(TABLE)
    op.execute("CREATE INDEX information_request_case_id ON information_request (case_id, asked_at)")
    grant(op, "decision", "information_request", staff="SELECT, INSERT, UPDATE (answered_at)")


def downgrade() -> None:
    op.drop_table("information_request")
