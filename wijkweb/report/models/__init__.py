"""Tables of the report: meetings, reports, evaluation, anchoring."""

from wijkweb.report.models.evaluation import Agreement, Evaluation, Judgement, Question
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

__all__ = [
    "Agreement",
    "Approval",
    "Evaluation",
    "Frozen",
    "Judgement",
    "LaterFigure",
    "Lesson",
    "Question",
    "Receipt",
    "ReportPresence",
    "ReportText",
    "ReportTextVersion",
    "YearReport",
]
