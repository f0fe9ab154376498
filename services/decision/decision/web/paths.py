"""Where the pages are."""

from contracts.ids import CaseId

MY_WORK = "/my-work"
REASONABLE_GROUNDS_QUEUE = "/queues/reasonable-grounds"


def case(case_id: CaseId, part: str = "") -> str:
    return f"/cases/{case_id}/{part}".rstrip("/")


def ask(case_id: CaseId) -> str:
    return case(case_id, "information/ask")


def decide(case_id: CaseId, step: str) -> str:
    return case(case_id, f"reasonable-grounds/{step}")


def review(case_id: CaseId) -> str:
    return case(case_id, "reasonable-grounds/review")
