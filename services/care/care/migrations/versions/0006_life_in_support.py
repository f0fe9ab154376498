"""Every fact of the decision makers, and every state a support case can be in with how it came there."""

from importlib import resources

from alembic import op

from plumbing.migrations import grant

revision = "0006"
down_revision = "0005"

TENANT = "(SELECT nullif(current_setting('nrm.tenant', true), ''))"
WAITED = "('emergency', 'recovery', 'exiting_negative')"
WAITS = "('emergency', 'recovery', 'move_on', 'extended', 'exiting_negative', 'extension_granted')"
HEARD = ("heard_decision", "heard_letter")
ADDED = (
    "entry_basis",
    "previous_case_id",
    "standing_at",
    "is_confirmed_victim",
    "exit_basis",
    "exit_decided_on",
    "exit_received_on",
    "may_re_enter_since",
    "away",
    "away_since",
    "left_state",
    "ended_by",
    "exited_on",
    "destination",
)


def upgrade() -> None:
    schema = resources.files("care.migrations").joinpath("schema_0006.sql").read_text("utf-8")
    for statement in filter(str.strip, schema.split(";\n")):
        op.execute(statement)
    _let_the_network_see_who_waits(WAITS)
    for table in HEARD:
        grant(op, "care", table, staff="SELECT, INSERT, UPDATE", tenant="SELECT")
        _show_with_the_case(table, "c.referral_id = referral_id")
    grant(op, "care", "support_move", staff="SELECT, INSERT", tenant="SELECT, INSERT")
    _show_with_the_case("support_move", "c.id = support_case_id")


def downgrade() -> None:
    op.execute(
        "ALTER TABLE intake DROP COLUMN turned_18_on, ADD COLUMN grounds TEXT,"
        " ADD COLUMN grounds_decided_at TIMESTAMPTZ, ADD COLUMN grounds_decided_on DATE"
    )
    op.execute(
        "UPDATE intake SET grounds = d.outcome, grounds_decided_at = d.at, grounds_decided_on = d.happened_on"
        " FROM (SELECT DISTINCT ON (referral_id) * FROM heard_decision"
        " WHERE what = 'decided' AND about = 'reasonable_grounds' ORDER BY referral_id, at DESC) d"
        " WHERE d.referral_id = intake.referral_id"
    )
    _let_the_network_see_who_waits(WAITED)
    for table in (*HEARD, "support_move"):
        op.drop_table(table)
    for column in ADDED:
        op.execute(f"ALTER TABLE support_case DROP COLUMN {column}")


def _let_the_network_see_who_waits(states: str) -> None:
    """As in 0001, for the states in which somebody may be given a place."""
    unclaimed = f"provider_id IS NULL AND offered_to IS NULL AND state IN {states}"
    may_see = f"{TENANT} IS NOT NULL AND ({TENANT} IN (provider_id, offered_to) OR ({unclaimed}))"
    op.execute(f"ALTER POLICY tenant_rows ON support_case USING ({may_see})")


def _show_with_the_case(table: str, of_the_case: str) -> None:
    """Whoever sees the person sees what was decided about them: the case's own policy says who."""
    may_see = f"EXISTS (SELECT FROM support_case c WHERE {of_the_case})"  # nosec B608
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY staff_rows ON {table} TO care_staff USING (true) WITH CHECK (true)")
    op.execute(f"CREATE POLICY tenant_rows ON {table} TO care_tenant USING ({may_see})")
