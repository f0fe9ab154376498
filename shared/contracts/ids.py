"""Ids as types, so that a case id cannot be passed where a referral id is meant."""

from typing import Literal, NewType
from uuid import UUID

ReferralId = NewType("ReferralId", UUID)
CaseId = NewType("CaseId", UUID)
SupportCaseId = NewType("SupportCaseId", UUID)
OfferId = NewType("OfferId", UUID)
PlacementId = NewType("PlacementId", UUID)
PremisesId = NewType("PremisesId", UUID)
BedspaceId = NewType("BedspaceId", UUID)
UserId = NewType("UserId", UUID)

OrganisationId = NewType("OrganisationId", str)
ProviderId = NewType("ProviderId", str)

Nation = Literal["england", "wales", "scotland", "northern-ireland"]
AgeBand = Literal["child", "adult"]
CompetentAuthority = Literal["SCA", "IECA"]

# Coarse facts by which waiting is compared between groups of people. A nationality is never said itself.
Gender = Literal["female", "male", "other"]
NationalityGroup = Literal["united-kingdom", "eea", "rest-of-europe", "africa", "asia", "americas", "oceania"]
ExploitationType = Literal[
    "labour", "sexual", "criminal", "domestic-servitude", "organ-removal", "other", "several"
]
