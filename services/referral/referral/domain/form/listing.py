"""A long list of allowed values, found however people write them."""

from collections.abc import Iterable, Iterator

UNKNOWN = "Unknown"
NOT_KNOWN = "Not known"


class Listing:
    def __init__(self, values: Iterable[str], *, not_known: str = NOT_KNOWN) -> None:
        self._not_known = not_known
        self._values = tuple(values)
        self._exact = frozenset(self._values)
        self._by_name = self._names()

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __contains__(self, value: object) -> bool:
        return value in self._exact

    def find(self, text: str) -> str:
        """People type "leeds"; a name in two languages is found by either. Or else as it was."""
        if text in self._exact:
            return text
        return self._by_name.get(text.casefold()) or text

    def _names(self) -> dict[str, str | None]:
        """A part of two different names finds neither."""
        names: dict[str, str | None] = {}
        for value in self._values:
            for part in {each.casefold() for each in (value, *value.split(" / "))}:
                names[part] = None if part in names else value
        if UNKNOWN in self._exact:
            names[self._not_known.casefold()] = UNKNOWN
        return names
