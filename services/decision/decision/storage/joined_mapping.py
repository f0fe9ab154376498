"""How links and merges of cases live in their table."""

from decision.domain.joining import JoinedCases
from decision.storage import joined_tables
from decision.storage.mapping import mapper

mapper.map_imperatively(JoinedCases, joined_tables.joined_cases)
