"""The rules of the decision clocks, read from the YAML files beside this module when a process starts."""

from functools import cache
from importlib.resources import files

from clocks import RuleBook, read_rule_book


@cache
def rule_book() -> RuleBook:
    entries = [entry for entry in files(__name__).iterdir() if entry.name.endswith(".yaml")]
    return read_rule_book(entry.read_text("utf-8") for entry in sorted(entries, key=lambda entry: entry.name))
