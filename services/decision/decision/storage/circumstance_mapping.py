"""Which class of what is true beside the stage lives in which table."""

from decision.domain.delay import DelayRequest
from decision.domain.suspension import Suspension
from decision.storage import circumstance_tables
from decision.storage.mapping import mapper

mapper.map_imperatively(Suspension, circumstance_tables.suspension)
mapper.map_imperatively(DelayRequest, circumstance_tables.delay_request)
