"""Whether somebody whose home does not suit them wants to move, and forgetting whole rows past their time (VI-6)."""

from alembic import op

revision = "0018"
down_revision = "0016"

FORGOTTEN = (
    "contact_attempt",
    "support_contact",
    "support_worker_change",
    "journey_goal",
    "plan_review",
    "leaving_step",
    "move_on_plan",
    "assessment",
    "needs_answer",
    "material_issue",
    "allocation",
    "home_check",
    "move_request",
    "pregnancy",
    "needs_assessment",
    "extension_request",
    "complaint",
    "asked_to_leave",
    "privileged_item",
    "transport",
)


def upgrade() -> None:
    op.execute(
        "ALTER TABLE home_check ADD COLUMN is_move_wanted boolean, ADD CONSTRAINT home_check_move_wanted"
        " CHECK (is_move_wanted IS NULL OR cardinality(faults) > 0)"
    )
    op.execute("ALTER TABLE move_request ADD COLUMN further_reasons text[] NOT NULL DEFAULT '{}'")
    op.execute("GRANT UPDATE (is_move_wanted) ON home_check TO care_staff, care_tenant")
    op.execute(f"GRANT DELETE ON {', '.join(FORGOTTEN)} TO care_staff")
    _answer_old_checks()


def downgrade() -> None:
    op.execute(f"REVOKE DELETE ON {', '.join(FORGOTTEN)} FROM care_staff")
    op.execute("ALTER TABLE move_request DROP COLUMN further_reasons")
    op.execute("REVOKE UPDATE (is_move_wanted) ON home_check FROM care_staff, care_tenant")
    op.execute("ALTER TABLE home_check DROP CONSTRAINT home_check_move_wanted, DROP COLUMN is_move_wanted")


def _answer_old_checks() -> None:
    """Of whom a move was asked for afterwards, it is known that they wanted one."""
    op.execute(
        "UPDATE home_check h SET is_move_wanted = true WHERE cardinality(h.faults) > 0 AND EXISTS ("
        " SELECT FROM move_request m"
        " WHERE m.support_case_id = h.support_case_id AND m.asked_at >= h.checked_at)"
    )
