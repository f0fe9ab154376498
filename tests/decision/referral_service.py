"""The referral service as far as a case page asks it: it answers, refuses, or is away."""

from dataclasses import dataclass, field

import httpx

FORM: dict[str, object] = {
    "id": "00000000-0000-7000-8000-000000000001",
    "reference": "NRM-7K3F-92QD-X",
    "outcome": "nrm",
    "person_name": "Mai Sample",
    "sections": [
        {
            "title": "About the person",
            "lines": [
                {"question": "Name", "answer": ["Mai <b>Sample</b>"]},
                {"question": "Languages", "answer": ["Vietnamese", "English"]},
            ],
        }
    ],
}


def evidence_line(name: str = "letter.pdf", **changes: object) -> dict[str, object]:
    usual: dict[str, object] = {
        "id": "00000000-0000-7000-8000-000000000002",
        "name": name,
        "type": "application/pdf",
        "size": 2_400_000,
        "state": "clean",
        "description": "A letter from her sister",
        "added_at": "2026-04-01T09:00:00Z",
        "organisation": "Sample Constabulary",
    }
    return usual | changes


@dataclass
class ReferralServiceDouble:
    status: int = 200
    is_away: bool = False
    answers: dict[str, object] = field(default_factory=dict)
    supplied: str = "In <b>May</b>."
    evidence: list[dict[str, object]] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    asked: list[httpx.Request] = field(default_factory=list)

    def answer(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        if self.is_away:
            raise httpx.ConnectError("nobody there", request=request)
        return httpx.Response(self.status, json=self._said(request.url.path))

    def _said(self, path: str) -> dict[str, object]:
        if path == "/v1/internal/people/search":
            return {"referrals": self.named}
        if path.endswith("/evidence"):
            return {"evidence": self.evidence}
        return (
            {"answer": self.supplied}
            if "/information-requests/" in path
            else FORM | {"answers": self.answers}
        )
