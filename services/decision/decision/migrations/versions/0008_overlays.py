"""Suspensions, delays, agreement at 18, and other things true beside the stage."""

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
