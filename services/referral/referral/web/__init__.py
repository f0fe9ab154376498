"""The pages first responders see, and the same things for programs."""

from fastapi import APIRouter

from referral.web import api, internal, own_referrals, questions, sending, sent, start, task_list

ROUTERS: tuple[APIRouter, ...] = (
    start.router,
    own_referrals.router,
    task_list.router,
    questions.router,
    sending.router,
    sent.router,
    api.router,
    internal.router,
)
