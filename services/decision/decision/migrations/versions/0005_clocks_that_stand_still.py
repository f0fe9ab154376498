"""What a clock was counted from, and why it stood still; when the person turns 18, and who decides."""

from alembic import op

revision = "0005"
down_revision = "0004"

CLOCK = """
ALTER TABLE clock
    ADD COLUMN nation TEXT NOT NULL DEFAULT 'england' CONSTRAINT clock_nation
        CHECK (nation IN ('england', 'wales', 'scotland', 'northern-ireland')),
    ADD COLUMN selected_on DATE,
    ADD COLUMN pauses JSONB NOT NULL DEFAULT '[]',
    ADD COLUMN extended_to DATE;
UPDATE clock SET selected_on = started_on;
ALTER TABLE clock
    ALTER COLUMN nation DROP DEFAULT,
    ALTER COLUMN selected_on SET NOT NULL,
    ALTER COLUMN pauses DROP DEFAULT;
CREATE INDEX clock_open ON clock (id) WHERE state <> 'ended';
"""

CASE_FILE = """
ALTER TABLE case_file
    ADD COLUMN is_pilot BOOLEAN NOT NULL DEFAULT FALSE,
    ADD COLUMN turns_18_on DATE,
    ADD COLUMN hearing_on DATE,
    ADD CONSTRAINT case_file_pilot_is_for_children CHECK (NOT is_pilot OR age_band = 'child');
ALTER TABLE case_file ALTER COLUMN is_pilot DROP DEFAULT;
"""


def upgrade() -> None:
    for statement in filter(str.strip, (CLOCK + CASE_FILE).split(";\n")):
        op.execute(statement)


def downgrade() -> None:
    op.execute("ALTER TABLE case_file DROP COLUMN is_pilot, DROP COLUMN turns_18_on, DROP COLUMN hearing_on")
    op.execute("DROP INDEX clock_open")
    op.execute(
        "ALTER TABLE clock DROP COLUMN nation, DROP COLUMN selected_on, DROP COLUMN pauses, "
        "DROP COLUMN extended_to"
    )
