"""The tables of this room, in the order in which a dossier comes to be."""

from wijkweb.dossier.models.diagnosis import AreaFigure, FigureBatch, ProjectArea
from wijkweb.dossier.models.dossiers import Dossier, DossierPaper
from wijkweb.dossier.models.finance import MoneyLine, Payer, StaffLine
from wijkweb.dossier.models.ideas import Idea, IdeaScore, IdeaStep
from wijkweb.dossier.models.network import Annex, Partner, Promise, Risk, RuleRequest
from wijkweb.dossier.models.papers import Paper, PaperText
from wijkweb.dossier.models.texts import Answered, Comment, Presence, Section, SectionVersion

__all__ = [
    "Annex",
    "Answered",
    "AreaFigure",
    "Comment",
    "Dossier",
    "DossierPaper",
    "FigureBatch",
    "Idea",
    "IdeaScore",
    "IdeaStep",
    "MoneyLine",
    "Paper",
    "PaperText",
    "Partner",
    "Payer",
    "Presence",
    "ProjectArea",
    "Promise",
    "Risk",
    "RuleRequest",
    "Section",
    "SectionVersion",
    "StaffLine",
]
