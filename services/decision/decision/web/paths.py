"""Where the pages are."""

from uuid import UUID

from contracts.ids import CaseId

MY_WORK = "/my-work"
CALENDARS = "/calendars"
REASONABLE_GROUNDS_QUEUE = "/queues/reasonable-grounds"


def case(case_id: CaseId, part: str = "") -> str:
    return f"/cases/{case_id}/{part}".rstrip("/")


def evidence_file(case_id: CaseId, evidence_id: UUID) -> str:
    return case(case_id, f"evidence/{evidence_id}")


def ask(case_id: CaseId) -> str:
    return case(case_id, "information/ask")


def decide(case_id: CaseId, step: str) -> str:
    return case(case_id, f"reasonable-grounds/{step}")


def review(case_id: CaseId) -> str:
    return case(case_id, "reasonable-grounds/review")


def reconsideration(case_id: CaseId, step: str) -> str:
    return case(case_id, f"reconsideration/{step}")
