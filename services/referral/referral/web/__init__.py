"""The pages first responders see, and the same things for programs."""

from fastapi import APIRouter

from referral.web import api, copy, internal, own_referrals, questions, sending, sent, sheet, start, task_list

ROUTERS: tuple[APIRouter, ...] = (
    start.router,
    sheet.router,
    own_referrals.router,
    task_list.router,
    questions.router,
    sending.router,
    sent.router,
    copy.router,
    api.router,
    internal.router,
)
