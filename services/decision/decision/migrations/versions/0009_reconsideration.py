"""Reconsiderations, disqualifications, revocations, and permission to stay."""

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
