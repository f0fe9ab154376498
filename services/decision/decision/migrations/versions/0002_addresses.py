"""Where the directory's people get their mail."""

from alembic import op

from plumbing.migrations import add_addresses, drop_addresses

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    add_addresses(op)


def downgrade() -> None:
    drop_addresses(op)
