"""What to do when somebody outside the contract needs a place tonight."""

from care.domain.intake import Pathway

TONIGHT: dict[Pathway, str] = {
    Pathway.CHILD: (
        "Call the council’s children’s services now, at night their emergency duty team. The council finds"
        " a child a place. In danger, call 999."
    ),
    Pathway.SCOTLAND: (
        "Call TARA for a woman after sexual exploitation, and Migrant Help for any other adult, now."
        " If neither answers, call the council’s out-of-hours service. In danger, call 999."
    ),
    Pathway.NORTHERN_IRELAND: (
        "Call Belfast and Lisburn Women’s Aid for a woman, and Migrant Help for a man or a couple, now."
        " If neither answers, call the police. In danger, call 999."
    ),
}
