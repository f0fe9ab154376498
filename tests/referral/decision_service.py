"""The decision service as far as a first responder's page asks it: it answers, or is away."""

from dataclasses import dataclass, field

import httpx


@dataclass
class DecisionServiceDouble:
    question: str = "Which <b>dates</b> did Mai give?"
    status: int = 200
    is_away: bool = False
    asked: list[httpx.Request] = field(default_factory=list)

    def answer(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        if self.is_away:
            raise httpx.ConnectError("nobody there", request=request)
        return httpx.Response(self.status, json={"question": self.question})
