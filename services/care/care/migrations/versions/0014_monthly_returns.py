"""The groups by which people are counted, apart from their cases; and the monthly returns as they were given."""

from alembic import op

from plumbing.migrations import grant, keep_tenants_apart

revision = "0014"
down_revision = "0015"

GROUPS = """
CREATE TABLE counted_group (
    referral_id UUID PRIMARY KEY REFERENCES intake (referral_id),
    gender TEXT CONSTRAINT counted_group_gender CHECK (gender IN ('female', 'male', 'other')),
    nationality_group TEXT CONSTRAINT counted_group_nationality CHECK (nationality_group IN (
        'united-kingdom', 'eea', 'rest-of-europe', 'africa', 'asia', 'americas', 'oceania')),
    exploitation_type TEXT CONSTRAINT counted_group_exploitation CHECK (exploitation_type IN (
        'labour', 'sexual', 'criminal', 'domestic-servitude', 'organ-removal', 'other', 'several'))
)
"""
RETURNS = """
CREATE TABLE monthly_return (
    month DATE NOT NULL,
    version INTEGER NOT NULL,
    given_at TIMESTAMPTZ NOT NULL,
    given_by TEXT NOT NULL,
    contract TEXT NOT NULL,
    reason TEXT,
    PRIMARY KEY (month, version),
    CONSTRAINT monthly_return_month CHECK (extract(day FROM month) = 1),
    CONSTRAINT monthly_return_corrected CHECK ((version = 1) = (reason IS NULL))
)
"""
NUMBERS = """
CREATE TABLE monthly_return_number (
    month DATE NOT NULL,
    version INTEGER NOT NULL,
    kind TEXT NOT NULL,
    whose TEXT NOT NULL,
    category TEXT NOT NULL,
    number INTEGER,
    PRIMARY KEY (month, version, kind, whose, category),
    FOREIGN KEY (month, version) REFERENCES monthly_return (month, version),
    CONSTRAINT monthly_return_number_not_small CHECK (number = 0 OR number >= 5)
)
"""


def upgrade() -> None:
    for statement in (GROUPS, RETURNS, NUMBERS):
        op.execute(statement)
    grant(op, "care", "counted_group", staff="SELECT, INSERT")
    for table in ("monthly_return", "monthly_return_number"):
        grant(op, "care", table, staff="SELECT, INSERT", tenant="SELECT")
    keep_tenants_apart(op, "care", "monthly_return_number", "whose")


def downgrade() -> None:
    for table in ("monthly_return_number", "monthly_return", "counted_group"):
        op.drop_table(table)
