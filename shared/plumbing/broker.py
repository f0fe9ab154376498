"""Where the broker is, and as whom to go there."""

import ssl
from dataclasses import dataclass, field
from typing import Any

MECHANISM = "SCRAM-SHA-512"  # the password itself never travels


@dataclass(frozen=True)
class Broker:
    """Without a user the broker must let anybody in: on one machine, for development and tests."""

    address: str
    user: str = ""
    password: str = field(default="", repr=False)
    is_encrypted: bool = False

    def connection(self) -> dict[str, Any]:
        """What every client of aiokafka is told."""
        told: dict[str, Any] = {"bootstrap_servers": self.address, "security_protocol": self._protocol}
        if self.is_encrypted:
            told["ssl_context"] = ssl.create_default_context()  # checks certificates; nothing turns that off
        if self.user:
            told |= {
                "sasl_mechanism": MECHANISM,
                "sasl_plain_username": self.user,
                "sasl_plain_password": self.password,
            }
        return told

    @property
    def _protocol(self) -> str:
        return ("SASL_" if self.user else "") + ("SSL" if self.is_encrypted else "PLAINTEXT")
