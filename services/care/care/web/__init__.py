"""The pages the prime's network and the providers see, and the same things for programs."""

from fastapi import APIRouter

from care.web import (
    api_money,
    api_people,
    api_stays,
    board,
    first_contact,
    money,
    money_forms,
    outages,
    payments,
    people,
    placing,
    requests,
    stay_forms,
    stays,
)

ROUTERS: tuple[APIRouter, ...] = (
    requests.router,
    board.router,
    people.router,
    first_contact.router,
    placing.router,
    stays.router,
    stay_forms.router,
    money.router,
    money_forms.router,
    payments.router,
    outages.router,
    api_money.router,
    api_people.router,
    api_stays.router,
)
