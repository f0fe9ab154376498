"""Who may be told what, by care's own rules."""

from care.domain.disclosure import Item, check_items
from nrm.place import disclosure_acts as acts
from nrm.place.stage import Answer, Stage


async def disclosure_request(_: Stage, act: acts.DisclosureRequest) -> Answer:
    check_items(act.asker, [Item(each) for each in act.items])
    return {"ok": True}
