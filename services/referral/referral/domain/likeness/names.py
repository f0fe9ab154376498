"""Names as they can be compared: any alphabet, any order, any common spelling."""

import re
import unicodedata

import jellyfish
from rapidfuzz.distance import JaroWinkler
from unidecode import unidecode

SHORTEST_THAT_SOUNDS = 2
SOUNDS_ALIKE = 0.93
SPELLINGS = (
    ("ph", "f"),
    ("oleks", "aleks"),
    ("yev", "ev"),
    ("ye", "e"),
    ("ck", "k"),
    ("q", "k"),
    ("kh", "h"),
)
PARTICLES = frozenset({"mr", "mrs", "ms", "miss", "dr", "al", "el", "bin", "ibn", "bint", "de", "da", "van"})


def words_of(text: str) -> tuple[str, ...]:
    """Latin letters only, without marks or case; titles and particles come and go, so they are left out."""
    plain = unidecode(unicodedata.normalize("NFKC", text)).lower()
    words = re.findall(r"[a-z]+", re.sub(r"['’`]", "", plain))
    return tuple(word for word in words if word not in PARTICLES) or tuple(words)


def sound_of(word: str) -> str:
    """The same for Mohammed and Muhammad, Yusuf and Youssef. Vowels at the start all count as one."""
    for spelling, usual in SPELLINGS:
        word = word.replace(spelling, usual)
    sound = jellyfish.metaphone(word).replace(" ", "")
    if len(sound) < SHORTEST_THAT_SOUNDS:
        return word
    return re.sub(r"^[AEIOU]", "A", sound)


def likeness_of_words(one: str, other: str) -> float:
    spelt = float(JaroWinkler.similarity(one, other))
    return max(spelt, SOUNDS_ALIKE) if sound_of(one) == sound_of(other) else spelt
