"""Which class of what follows a decision lives in which table."""

from decision.domain.reconsideration import Reconsideration
from decision.storage import reconsideration_tables
from decision.storage.mapping import mapper

mapper.map_imperatively(Reconsideration, reconsideration_tables.reconsideration)
