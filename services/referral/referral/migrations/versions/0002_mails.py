"""Mails that wait to be sent, and where they go."""

from alembic import op

from plumbing.migrations import add_addresses, drop_addresses, grant

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SERVICE = "referral"
MAIL = """
CREATE TABLE mail (
    id UUID PRIMARY KEY,
    cause TEXT NOT NULL CONSTRAINT mail_once UNIQUE, -- what it tells of, so that it is told once
    kind TEXT NOT NULL CONSTRAINT mail_kind CHECK (kind IN ('sent', 'ending', 'deleted')),
    recipient UUID NOT NULL,
    subject_id UUID NOT NULL,
    reference TEXT,
    deadline DATE,
    created_at TIMESTAMPTZ NOT NULL,
    sent_at TIMESTAMPTZ,
    tries INTEGER NOT NULL,
    next_try_at TIMESTAMPTZ NOT NULL
)
"""


def upgrade() -> None:
    add_addresses(op)
    op.execute(MAIL)
    op.execute("CREATE INDEX mail_waiting ON mail (next_try_at) WHERE sent_at IS NULL")
    grant(op, SERVICE, "mail", staff="SELECT, INSERT, UPDATE, DELETE", tenant="INSERT")


def downgrade() -> None:
    op.drop_table("mail")
    drop_addresses(op)
