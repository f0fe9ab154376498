"""The rules of a scenario: those of the product, with settings changed and a calendar of its own."""

from dataclasses import replace
from datetime import date

from pydantic import ValidationError

from care.domain.rulebook import CareRules, Setting, rules_as_shipped
from clocks.bank_holidays import NATIONS, BankHolidays, Calendars
from nrm.place.scenario import Given
from nrm.place.stage import SceneWrong


def rules_of(given: Given) -> CareRules:
    rules = rules_as_shipped()
    changed = {name: _changed(rules, name, value) for name, value in given.config.items()}
    rules = replace(rules, settings={**rules.settings, **changed})
    if given.bank_holidays is None:
        return rules
    return replace(rules, calendars=_calendars(given.bank_holidays))


def _changed(rules: CareRules, name: str, value: bool | int | date) -> Setting:
    if name not in rules.settings:
        raise SceneWrong(f"there is no setting {name!r}; settings: {', '.join(sorted(rules.settings))}")
    try:
        return Setting.model_validate(rules.settings[name].model_dump() | {"value": value})
    except ValidationError as error:
        raise SceneWrong(f"the setting {name!r} cannot be {value}") from error


def _calendars(days: tuple[date, ...]) -> Calendars:
    names = dict.fromkeys(days, "bank holiday")
    return Calendars.of(
        BankHolidays(
            nation=nation,
            version="scenario",
            known_from=date(1900, 1, 1),
            known_until=date(2999, 12, 31),
            names=names,
        )
        for nation in NATIONS
    )
