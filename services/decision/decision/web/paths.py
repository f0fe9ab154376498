"""Where the pages are."""

from uuid import UUID

from contracts.ids import CaseId

MY_WORK = "/my-work"
TAKE_NEXT = "/my-work/take-next"
SEARCH = "/search"
TEAM = "/team"
VIEWS = "/views"
CALENDARS = "/calendars"
POLICIES = "/policies"
ADDRESSES = "/addresses"
REASONABLE_GROUNDS_QUEUE = "/queues/reasonable-grounds"


def queue(name: str) -> str:
    return f"/queues/{name}"


def team(part: str = "") -> str:
    return f"{TEAM}/{part}".rstrip("/")


def case(case_id: CaseId, part: str = "") -> str:
    return f"/cases/{case_id}/{part}".rstrip("/")


def evidence_file(case_id: CaseId, evidence_id: UUID) -> str:
    return case(case_id, f"evidence/{evidence_id}")


def ask(case_id: CaseId) -> str:
    return case(case_id, "information/ask")


def restriction(case_id: CaseId, step: str = "") -> str:
    return case(case_id, f"restriction/{step}")


def who_was_asked(case_id: CaseId) -> str:
    return case(case_id, "who-was-asked")


def decide(case_id: CaseId, step: str) -> str:
    return case(case_id, f"reasonable-grounds/{step}")


def review(case_id: CaseId) -> str:
    return case(case_id, "reasonable-grounds/review")


def reconsideration(case_id: CaseId, step: str) -> str:
    return case(case_id, f"reconsideration/{step}")


def conclude(case_id: CaseId, step: str) -> str:
    return case(case_id, f"conclusive-grounds/{step}")


def panel(case_id: CaseId, step: str = "") -> str:
    return case(case_id, f"panel/{step}")
