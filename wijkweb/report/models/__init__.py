"""Tables of the report: meetings, reports, evaluation, anchoring."""

from wijkweb.report.models.anchoring import AnchorMove, AnchorStep, HandOver, HandOverMove, Method
from wijkweb.report.models.evaluation import Agreement, Evaluation, Judgement, Question
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
from wijkweb.report.models.reports import (
    Approval,
    Frozen,
    LaterFigure,
    Lesson,
    Receipt,
    ReportPresence,
    ReportText,
    ReportTextVersion,
    YearReport,
)
from wijkweb.report.models.risk_links import RiskLink

__all__ = [
    "ActionPoint",
    "AgendaItem",
    "Agreement",
    "AnchorMove",
    "AnchorStep",
    "Approval",
    "ApprovedMinutes",
    "Attendance",
    "Body",
    "BodyMember",
    "Decision",
    "Evaluation",
    "Frozen",
    "HandOver",
    "HandOverMove",
    "Judgement",
    "LaterFigure",
    "Lesson",
    "Meeting",
    "Method",
    "Question",
    "Receipt",
    "ReportPresence",
    "ReportText",
    "ReportTextVersion",
    "RiskLink",
    "YearReport",
]
