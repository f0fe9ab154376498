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
OF_EACH = {"Refer": ReferralSettings, "Decide": DecisionSettings, "Place": CareSettings}


def table() -> str:
    lines = ["| setting | read by | value when not set | what it says |", "| --- | --- | --- | --- |"]
    lines += [_line(name, "all", field) for name, field in ServiceSettings.model_fields.items()]
    for portal, settings in OF_EACH.items():
        lines += [_line(name, portal, field) for name, field in _own(settings).items()]
    return "\n".join(lines) + "\n"


def _own(settings: type[ServiceSettings]) -> dict[str, FieldInfo]:
    of_all = ServiceSettings.model_fields
    return {name: field for name, field in settings.model_fields.items() if name not in of_all}


def _line(name: str, portal: str, field: FieldInfo) -> str:
    return f"| `NRM_{name.upper()}` | {portal} | {_default(field)} | {field.description} |"


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
