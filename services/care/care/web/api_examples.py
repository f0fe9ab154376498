"""What a program sends, by call: made up, for the description of the API. A test holds each to its call."""

from collections.abc import Mapping
from typing import Any

BED = "0196a1f0-3c1d-7d2e-9f00-5b1c2d3e4f50"
CASE = "POST /v1/support-cases/{support_case_id}"
STAY = "POST /v1/placements/{placement_id}"

EXAMPLES: Mapping[str, Any] = {
    f"{CASE}/offers": {
        "bedspace_id": BED,
        "arrival_on": "2026-03-02",
        "departure_on": "2026-04-15",
        "accepted_by": ["provider"],
        "arrival_hour": "14:30",
    },
    "POST /v1/offers/{offer_id}/decline": {"side": "person", "reason": "too_far"},
    f"{STAY}/arrive": {"arrival_on": "2026-03-02"},
    f"{STAY}/depart": {"departure_on": "2026-04-15", "reason": "left_by_choice", "destination": "not_known"},
    f"{STAY}/welcome": {"pack": ["soap", "shampoo"], "clothing_sets": 3},
    "POST /v1/beds/{bedspace_id}/voids": {
        "starts_on": "2026-03-20",
        "ends_on": "2026-03-21",
        "reason": "deep_clean",
    },
    "POST /v1/beds/{bedspace_id}/hours": {"admits_from": "09:00", "admits_until": "17:00"},
    f"{CASE}/incidents": {
        "category": "safeguarding_adult",
        "severity": "serious",
        "known_at": "2026-03-05T21:40:00+00:00",
        "what_happened": "What was seen, in plain words. It is sealed.",
    },
    f"{CASE}/missing-episodes": {
        "last_seen_at": "2026-03-05T18:00:00+00:00",
        "what_happened": "Went to the shop and has not come back.",
    },
    f"{CASE}/kept-apart": {"reference": "NRM-7K3F-92QD-X", "danger": "from_each_other"},
    f"{CASE}/attempts": {"way": "telephone", "result": "no_answer"},
    f"{CASE}/worker": {"worker": BED, "reason": "They speak her language."},
    "POST /v1/outages": {"first_on": "2026-03-05"},
    "POST /v1/payment-runs": {"paid_until": "2026-03-08"},
    "POST /v1/returns/{month}": {"after": 1, "reason": "Two people were counted twice."},
}
