"""Every act that can be tried, told apart by its name."""

from typing import Annotated

from pydantic import Field

from nrm.place import disclosure_acts as disclosures
from nrm.place import house_acts as houses
from nrm.place import leaving_acts as leaving
from nrm.place import life_acts as lives
from nrm.place import money_acts as money
from nrm.place import stay_acts as stays

Act = Annotated[
    stays.Book
    | stays.BookConcurrently
    | stays.BookHousehold
    | stays.Confirm
    | stays.Cancel
    | stays.Arrive
    | stays.Depart
    | stays.Extend
    | stays.Overstay
    | stays.SetTurnaround
    | stays.Search
    | houses.Void
    | houses.CancelVoid
    | houses.ChangeVoid
    | houses.CloseBed
    | houses.ClosePremises
    | houses.ReopenBed
    | houses.Capacity
    | houses.Occupancy
    | lives.Happen
    | leaving.ExitDate
    | leaving.ExtensionRequest
    | leaving.ReachInEligible
    | leaving.RecoveryMinimum
    | leaving.PostExitServices
    | money.EntitlementStart
    | money.Weekly
    | money.ChildAddition
    | money.BackPayment
    | money.ChannelOutage
    | disclosures.DisclosureRequest
    | disclosures.SendLetter
    | disclosures.ReadAddress,
    Field(discriminator="action"),
]
