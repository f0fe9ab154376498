"""How groups of people are called where their waiting is compared, and what is said of each."""

from collections.abc import Callable, Mapping

from decision.domain.comparing_groups import Waiting
from decision.domain.suppression import Said
from decision.queries.team import NOT_SAID
from decision.web.words import AUTHORITIES, NATIONS, region_in_words

NOT_KNOWN = "Not known"
KEPT_BACK = "Kept back"
SAME = "The same"
GENDERS = {"female": "Women and girls", "male": "Men and boys", "other": "Neither female nor male"}
NATIONALITY_GROUPS = {
    "united-kingdom": "United Kingdom",
    "eea": "European Economic Area and Switzerland",
    "rest-of-europe": "Rest of Europe",
    "africa": "Africa",
    "asia": "Asia",
    "americas": "Americas",
    "oceania": "Oceania",
}
EXPLOITATION_TYPES = {
    "labour": "Labour",
    "sexual": "Sexual",
    "criminal": "Criminal",
    "domestic-servitude": "Domestic servitude",
    "organ-removal": "Organ removal",
    "other": "Another type",
    "several": "More than one type",
}
AGE_BANDS = {"adult": "Adult", "child": "Child"}
TITLES = {
    "age_band": "Age group",
    "gender": "Gender",
    "nationality_group": "Nationality group",
    "exploitation_type": "Type of exploitation",
    "nation": "Nation",
    "competent_authority": "Competent authority",
    "region": "Region of the referral",
}


def _looked_up(words: Mapping[str, str]) -> Callable[[str], str]:
    return lambda code: words.get(code, code)


NAMED: Mapping[str, Callable[[str], str]] = {
    "age_band": _looked_up(AGE_BANDS),
    "gender": _looked_up(GENDERS),
    "nationality_group": _looked_up(NATIONALITY_GROUPS),
    "exploitation_type": _looked_up(EXPLOITATION_TYPES),
    "nation": _looked_up(NATIONS),
    "competent_authority": _looked_up(AUTHORITIES),
    "region": region_in_words,
}


def group_in_words(kind: str, code: str) -> str:
    return NOT_KNOWN if code == NOT_SAID else NAMED[kind](code)


def count_in_words(count: Said) -> str:
    return KEPT_BACK if count.number is None else f"{count.number:,}"


def share_in_words(waiting: Waiting) -> str:
    share = waiting.overdue_in_a_hundred
    return KEPT_BACK if share is None else f"{share}%"


def days_in_words(days: int | None) -> str:
    return KEPT_BACK if days is None else f"{days:,}"


def difference_in_words(days: int | None) -> str:
    """Against the middle of all open cases; never by colour alone."""
    if days is None:
        return KEPT_BACK
    counted = f"{abs(days):,} day{'' if abs(days) == 1 else 's'}"
    return f"{counted} {'longer' if days > 0 else 'shorter'}" if days else SAME
