"""What happens to one made-up person, and what we remember of it to compare with the portals later."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from nrm.simulate.sampler import UNDECIDED, Drawn

Mark = Literal["sent", "heard", "decided", "supported", "placed", "ended"]


@dataclass
class Story:
    """`outcome` is the decision as we brought it about; `has_arrived`, that somebody moved into a bed."""

    drawn: Drawn
    key: str
    tell: Callable[[Mark], None]
    marks: set[Mark] = field(default_factory=set)
    referral_id: str = ""
    reference: str = ""
    sent_at: datetime | None = None
    case_id: str = ""
    support_case_id: str = ""
    outcome: str = UNDECIDED
    has_arrived: bool = False
    stopped: str = ""

    @property
    def name(self) -> str:
        return self.reference or f"number {self.drawn.number}"

    @property
    def is_referral(self) -> bool:
        return self.drawn.route == "nrm"

    def mark(self, mark: Mark) -> None:
        if mark not in self.marks:
            self.marks.add(mark)
            self.tell(mark)
