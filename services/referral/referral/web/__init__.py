"""The pages first responders see, and the same things for programs."""

from fastapi import APIRouter

from referral.web import (
    api,
    copy,
    developers,
    evidence,
    evidence_internal,
    evidence_later,
    form_api,
    handing_over,
    internal,
    own_organisation,
    own_referrals,
    questions,
    requests,
    sending,
    sent,
    sheet,
    start,
    task_list,
    withdrawing,
)

ROUTERS: tuple[APIRouter, ...] = (
    start.router,
    sheet.router,
    own_referrals.router,
    own_organisation.router,
    task_list.router,
    questions.router,
    evidence.router,
    evidence_later.router,
    sending.router,
    sent.router,
    copy.router,
    requests.router,
    withdrawing.router,
    handing_over.router,
    api.router,
    form_api.router,
    developers.router,
    internal.router,
    evidence_internal.router,
)
