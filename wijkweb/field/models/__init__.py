"""The tables of this room. None has a row for a resident; the contact has no free text at all."""

from wijkweb.field.models.activities import Activity, Attendance, FeedToken
from wijkweb.field.models.contacts import Contact, HoursCell, PurgedId, QuietWeek, VisitCell
from wijkweb.field.models.devices import Device, HeldItem
from wijkweb.field.models.places import CoOwner, Place, PlacePhase
from wijkweb.field.models.signals import Signal, SignalStep

__all__ = [
    "Activity",
    "Attendance",
    "CoOwner",
    "Contact",
    "Device",
    "FeedToken",
    "HeldItem",
    "HoursCell",
    "Place",
    "PlacePhase",
    "PurgedId",
    "QuietWeek",
    "Signal",
    "SignalStep",
    "VisitCell",
]
