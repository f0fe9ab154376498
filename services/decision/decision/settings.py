"""What the decision service is told by its environment."""

from plumbing.settings import ServiceSettings


class DecisionSettings(ServiceSettings):
    pass


def read_settings() -> DecisionSettings:
    return DecisionSettings()  # type: ignore[call-arg]  # the environment fills them in
