"""The pages the prime's network and the providers see, and the same things for programs."""

from fastapi import APIRouter

from care.web import (
    api_money,
    api_people,
    api_stays,
    board,
    closing_forms,
    disclosures,
    driving,
    first_contact,
    house,
    journey_forms,
    money,
    money_forms,
    outages,
    payments,
    people,
    placing,
    requests,
    revealing,
    stay_changes,
    stay_forms,
    stays,
    tasks,
    turning_18,
    void_forms,
)
from care.web.life import api as life_api
from care.web.life import pages as life_pages
from care.web.safety import complaints, incidents, missing
from care.web.safety import page as safety_page

ROUTERS: tuple[APIRouter, ...] = (
    requests.router,
    board.router,
    house.router,
    tasks.router,
    people.router,
    first_contact.router,
    placing.router,
    stays.router,
    stay_forms.router,
    journey_forms.router,
    driving.router,
    life_pages.router,
    life_api.router,
    turning_18.router,
    stay_changes.router,
    void_forms.router,
    closing_forms.router,
    money.router,
    money_forms.router,
    payments.router,
    outages.router,
    safety_page.router,
    incidents.router,
    missing.router,
    complaints.router,
    disclosures.router,
    revealing.router,
    api_money.router,
    api_people.router,
    api_stays.router,
)
