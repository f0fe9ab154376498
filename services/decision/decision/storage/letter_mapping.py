"""A letter lives in its own table; its words are sealed beside it."""

from decision.domain.letters import Letter
from decision.storage import letter_tables
from decision.storage.mapping import mapper

mapper.map_imperatively(Letter, letter_tables.letter)
