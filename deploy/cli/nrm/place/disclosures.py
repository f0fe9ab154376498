"""Who may be told what, by care's own rules."""

from uuid import uuid4

from care.commands import journey
from care.commands.journey import NewLetter
from care.commands.lives import By
from care.domain.disclosure import Item, check_items
from nrm.place import disclosure_acts as acts
from nrm.place.scene import person_acted_upon
from nrm.place.stage import Answer, Stage


async def disclosure_request(_: Stage, act: acts.DisclosureRequest) -> Answer:
    check_items(act.asker, [Item(each) for each in act.items])
    return {"ok": True}


async def send_letter(stage: Stage, act: acts.SendLetter) -> Answer:
    letter = NewLetter(id=uuid4(), about="a letter of a scenario", is_address_safe=act.to_address_safe)
    case = stage.case_of(person_acted_upon(stage.scenario))
    async with stage.work() as uow:
        await journey.send_letter(uow, case, letter, By(stage.actor, stage.rules, stage.at))
    return {"ok": True}
