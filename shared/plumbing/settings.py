"""What every service is told by its environment, read once. Names start with NRM_.

A secret may come in a file instead, named like its setting in small letters (`nrm_database_url`) and lying in
the folder that NRM_SECRETS_FOLDER names: other processes can read an environment more easily than a file.
"""

import os
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from plumbing.broker import Broker


class UnsafeInProduction(ValueError):
    """A setting that is fine on a laptop and dangerous on a server."""


FROM_ENVIRONMENT_AND_FILES = SettingsConfigDict(
    env_prefix="NRM_",
    frozen=True,
    extra="ignore",
    secrets_dir=os.environ.get("NRM_SECRETS_FOLDER"),
    hide_input_in_errors=True,  # the input holds the secrets
)


class ServiceSettings(BaseSettings):
    """Each service adds its own; a value that is unsafe in production stops the start."""

    model_config = FROM_ENVIRONMENT_AND_FILES

    environment: Literal["development", "production"] = Field(
        default="development", description="`production` refuses to start with what is unsafe there"
    )
    host: str = Field(default="127.0.0.1", description="Where the web process listens")
    port: int = Field(default=8000, description="The port it listens on")
    trusted_proxies: str = Field(default="127.0.0.1", description="Who may say for whom a request comes")
    portal_url: str = Field(description="Address people use, without a trailing slash")

    database_url: SecretStr = Field(description="As the application role")
    owner_database_url: SecretStr | None = Field(default=None, description="As the owner; migrations only")
    database_connections: int = Field(default=10, description="At most, for each process")

    broker: str = Field(default="local", description="`local`, or host:port of Apache Kafka")
    broker_user: str = Field(default="", description="Without one, the broker must let anybody in")
    broker_password: SecretStr = Field(default=SecretStr(""), description="Of that user")
    broker_is_encrypted: bool = Field(default=False, description="Whether the broker speaks TLS")
    relay_poll_seconds: float = Field(
        default=1.0, description="Between two looks for events without having been told"
    )
    sweep_seconds: float = Field(default=5.0, description="Between two looks for what time has made due")

    issuer: str = Field(description="Address of the OpenID provider")
    client_id: str = Field(description="The portal's name at the OpenID provider")
    client_secret: SecretStr = Field(description="Its password there")
    discovery_url: str = Field(
        default="", description="Where to read the provider's settings, if not below the issuer"
    )
    sign_in_limit: str = Field(default="60/minute", description="Steps of signing in, from one address")
    send_limit: str = Field(default="60/minute", description="Referrals one person may send")

    key_file: Path = Field(description="Key-encryption keys for personal fields")
    service_key_file: Path = Field(description="This service's private key for calls to the others")
    peer_keys_file: Path = Field(description="Public keys of the services that may call this one")
    referral_url: str = Field(default="http://localhost:8001", description="Where services reach Refer")
    decision_url: str = Field(default="http://localhost:8002", description="Where services reach Decide")
    care_url: str = Field(default="http://localhost:8003", description="Where services reach Place")

    is_demo: bool = Field(default=True, description="Pages say that everything is made up")
    log_level: str = Field(default="INFO", description="The least that is logged")

    @model_validator(mode="after")
    def _refuse_what_is_unsafe_in_production(self) -> "ServiceSettings":
        if self.environment != "production":
            return self
        if self.broker == "local":
            raise UnsafeInProduction("NRM_BROKER must name a Kafka broker in production")
        if not (self.broker_user and self.broker_is_encrypted):
            raise UnsafeInProduction("The broker must be reached as a user and encrypted in production")
        for name in ("portal_url", "issuer"):
            if not getattr(self, name).startswith("https://"):
                raise UnsafeInProduction(f"NRM_{name.upper()} must start with https:// in production")
        for name in self._placeholders():
            raise UnsafeInProduction(f"NRM_{name.upper()} is a placeholder")
        return self

    def _placeholders(self) -> list[str]:
        return [name for name, value in self if "change-me" in _plain(value)]

    @property
    def api_audience(self) -> str:
        """What the identity provider writes as `aud` into tokens that are made for this API."""
        return f"{self.portal_url}/v1"

    def broker_as_user(self) -> Broker:
        password = self.broker_password.get_secret_value()
        return Broker(self.broker, self.broker_user, password, self.broker_is_encrypted)

    def shown(self) -> dict[str, str]:
        """The settings without the secrets, printed once at start."""
        return {name: str(value) for name, value in self.model_dump().items()}


def _plain(value: object) -> str:
    return value.get_secret_value() if isinstance(value, SecretStr) else str(value)
