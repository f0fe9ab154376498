"""The table in docs/deployment.md, made from the settings: `python -m nrm.settings_table` writes it."""

from pydantic import SecretStr
from pydantic.fields import FieldInfo

from care.settings import CareSettings
from decision.settings import DecisionSettings
from nrm.folders import CHECKOUT
from plumbing.settings import ServiceSettings
from referral.settings import ReferralSettings

PAGE = CHECKOUT / "docs" / "deployment.md"
START, END = "<!-- settings -->\n", "<!-- end of settings -->\n"
OF_ALL = "all"
OF_EACH: dict[str, type[ServiceSettings]] = {
    OF_ALL: ServiceSettings,
    "Refer": ReferralSettings,
    "Decide": DecisionSettings,
    "Place": CareSettings,
}


def table() -> str:
    lines = ["| setting | read by | value when not set | what it says |", "| --- | --- | --- | --- |"]
    lines += [
        f"| `NRM_{name.upper()}` | {', '.join(readers)} | {default} | {meaning} |"
        for (name, default, meaning), readers in _readers().items()
    ]
    return "\n".join(lines) + "\n"


def _readers() -> dict[tuple[str, str, str], list[str]]:
    """Who reads a setting; one whose value when not set differs between portals has a line for each."""
    readers: dict[tuple[str, str, str], list[str]] = {}
    for portal, settings in OF_EACH.items():
        for name, field in settings.model_fields.items():
            if portal == OF_ALL or name not in ServiceSettings.model_fields:
                line = (name, _default(field), field.description or "")
                readers.setdefault(line, []).append(portal)
    return readers


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "must be set"
    value = field.default.get_secret_value() if isinstance(field.default, SecretStr) else field.default
    return f"`{value}`" if value not in ("", None) else "nothing"


def page_with_table(page: str) -> str:
    before, _, rest = page.partition(START)
    _, _, after = rest.partition(END)
    return f"{before}{START}{table()}{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(page_with_table(PAGE.read_text()))
