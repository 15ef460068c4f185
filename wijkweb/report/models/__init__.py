"""Tables of the reports: bodies and meetings, anchoring."""

from wijkweb.report.models.anchoring import AnchorMove, AnchorStep, HandOver, HandOverMove, Method
from wijkweb.report.models.meetings import (
    ActionPoint,
    AgendaItem,
    ApprovedMinutes,
    Attendance,
    Body,
    BodyMember,
    Decision,
    Meeting,
)

__all__ = [
    "ActionPoint",
    "AgendaItem",
    "AnchorMove",
    "AnchorStep",
    "ApprovedMinutes",
    "Attendance",
    "Body",
    "BodyMember",
    "Decision",
    "HandOver",
    "HandOverMove",
    "Meeting",
    "Method",
]
