"""Where each part of one installation listens, and what people call it."""

from dataclasses import dataclass

PORTALS = {"referral": "Refer", "decision": "Decide", "care": "Place"}
SERVICES = tuple(PORTALS)
FIRST_PORT = 8001


@dataclass(frozen=True)
class Addresses:
    """Ports in a row: referral, decision, care; development sign-in nine further on."""

    first_port: int = FIRST_PORT

    def port(self, service: str) -> int:
        return self.first_port + SERVICES.index(service)

    def url(self, service: str) -> str:
        return f"http://localhost:{self.port(service)}"

    @property
    def identity_port(self) -> int:
        return self.first_port + 9

    @property
    def issuer(self) -> str:
        return f"http://localhost:{self.identity_port}"
