"""The API of Refer in OpenAPI. `python -m referral.web.description` writes it, for docs/api."""

import sys

from plumbing.api_description import Api, served
from referral.web import api, evidence_api, form_api

API = Api(
    title="Referrals",
    about="Send referrals, check answers before sending, add evidence, and follow what became of them.",
    routers=(api.router, evidence_api.router, form_api.router),
    tagged=frozenset({"WholeReferral", "EvidenceItem", "EvidenceItems"}),
)
router = served(API)

if __name__ == "__main__":
    sys.stdout.write(API.text())
