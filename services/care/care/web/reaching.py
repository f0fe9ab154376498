"""How to reach a person, as the referral service tells whoever supports them. Nothing of it is kept here."""

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import BaseModel

from care.queries.people import Person
from care.web.edge import Desk
from plumbing.govuk.parts import Row
from plumbing.service_calls import PeerRefused, PeerUnavailable

NOT_YOURS = "Name and contact details are shown once your organisation supports this person."
UNAVAILABLE = "The referral service is not answering. The rest of this page works; try it again in a minute."
REFUSED = "The referral service did not let us read how to reach this person. Tell the prime contractor."
GONE = "The referral service does not hold contact details for this person."


class SupportContact(BaseModel):
    """What we read of the other service's answer."""

    person_name: str = ""
    is_interpreter_needed: bool = False
    language: str = ""
    safe_phone: str = ""
    whose_phone: str = ""
    why_no_phone: str = ""


@dataclass(frozen=True)
class Reaching:
    """Either how to reach somebody, or why that cannot be shown."""

    name: str = ""
    rows: Sequence[Row] = ()
    trouble: str = ""
    interpreter: str = ""  # the language one is needed in


async def read_reaching(desk: Desk, person: Person) -> Reaching:
    if not (desk.is_prime or person.provider_id == desk.user.organisation):
        return Reaching(trouble=NOT_YOURS)
    path = f"/v1/internal/referrals/{person.referral_id}/support-contact"
    try:
        answer = await desk.referral_service.get(path, user=desk.user)
    except PeerUnavailable:
        return Reaching(trouble=UNAVAILABLE)
    except PeerRefused as refusal:
        return Reaching(trouble=GONE if refusal.status == 404 else REFUSED)
    return _reaching(SupportContact.model_validate(answer))


def _reaching(contact: SupportContact) -> Reaching:
    rows = [
        Row("Name", contact.person_name or "Not known"),
        Row("Language", contact.language or "Not recorded"),
        Row("Interpreter", "Needed" if contact.is_interpreter_needed else "Not needed"),
        Row("Safe telephone", _telephone(contact)),
    ]
    interpreter = contact.language if contact.is_interpreter_needed else ""
    return Reaching(contact.person_name, rows, interpreter=interpreter)


def _telephone(contact: SupportContact) -> str:
    if not contact.safe_phone:
        return f"None given. {contact.why_no_phone}".strip()
    return f"{contact.safe_phone}\n{contact.whose_phone}".strip()
