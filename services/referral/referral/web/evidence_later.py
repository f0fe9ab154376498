"""Evidence added after the referral has been sent."""

from fastapi import APIRouter

from referral.web import evidence_routes

router = APIRouter(prefix="/referrals/{referral_id}")
router.include_router(evidence_routes.router, prefix="/evidence")
