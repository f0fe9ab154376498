"""What a program sends, by call: made up, for the description of the API. A test holds each to its call."""

from collections.abc import Mapping
from typing import Any

SOMEBODY = "0196a1f0-3c1d-7d2e-9f00-5b1c2d3e4f50"
CASE = "POST /v1/cases/{case_id}"
FOUND = ("trafficking.action", "trafficking.means", "trafficking.purpose")
DECIDED = {
    "outcome": "positive",
    "findings": [{"part": part, "answer": "found"} for part in FOUND],
    "relied_on": [{"source": "referral", "id": SOMEBODY}],
    "reasons": "What was considered, what weighed for and against it, and why.",
}

EXAMPLES: Mapping[str, Any] = {
    f"{CASE}/reasonable-grounds": DECIDED,
    f"{CASE}/reasonable-grounds/review": {"agree": True},
    f"{CASE}/allocate": {"person": SOMEBODY},
    "POST /v1/searches": {"reference": "NRM-7K3F-92QD-X"},
    "POST /v1/views": {"name": "Children due this week", "queue": "reasonable-grounds"},
}
