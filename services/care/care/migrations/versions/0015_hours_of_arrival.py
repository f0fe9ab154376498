"""When in the day somebody arrives."""

from alembic import op
from sqlalchemy import Column, Time

revision = "0015"
down_revision = "0012"


def upgrade() -> None:
    op.add_column("placement", Column("arrival_hour", Time))


def downgrade() -> None:
    op.drop_column("placement", "arrival_hour")
