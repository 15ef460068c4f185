"""A funder's call as data: what may be asked, by when, within which limits, and where that is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Literal, TypeVar

Unit = Literal["words", "characters"]
OwnShareBase = Literal["total_cost", "action_cost", "subsidy"]
TableKind = Literal["finance", "spending", "diagnosis"]
Asks = Literal["text", "reason", "amount", "table"]


@dataclass(frozen=True, slots=True)
class Funder:
    """Who pays (subsidiegever): the body, its team, the minister or alderman who decides."""

    name: str
    team: str = ""
    minister: str = ""


@dataclass(frozen=True, slots=True)
class Envelope:
    """The money of the whole call (budgetenveloppe) in EUR, as it was said at a moment."""

    amount: Decimal
    said_on: date
    source: str


@dataclass(frozen=True, slots=True)
class DeadlineEntry:
    """One version of the last moment to submit (indiendatum). Without a time the hour was not published."""

    day: date
    said_on: date
    source: str
    time: time | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """The deadline with its history, oldest first; the last entry holds. `zone` is an IANA time zone."""

    zone: str
    history: tuple[DeadlineEntry, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A dated step of the procedure. `when` is a day, a month or a year: "2021-12-22", "2021-09", "2022"."""

    key: str
    title: str
    when: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A guidance question (richtvraag) in our own words, and what an answer to it must at least hold.

    `cues` are beginnings of words; an answer in which none of them occurs may have passed the question by.
    """

    key: str
    text: str
    asks: Asks = "text"
    cues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SectionSpec:
    """A section of the form (rubriek), in form order. Without `limit` its length is free.

    `table` names the kind of table that belongs here. With `table_printed` the form itself prints it: filling
    it in is the answer, so its words are running text. Any other table stands beside the text.
    """

    key: str
    number: str
    title: str
    limit: int | None = None
    unit: Unit = "words"
    table: TableKind | None = None
    table_printed: bool = False
    questions: tuple[Question, ...] = ()
    role: Literal["", "actions", "team", "annexes", "finance"] = ""


@dataclass(frozen=True, slots=True)
class Post:
    """A kind of cost (kostenpost) and the beginnings of words by which a table names it."""

    key: str
    title: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MaxSubsidy:
    """The highest subsidy of one contract, in EUR."""

    amount: Decimal
    source: str
    type: Literal["max_subsidy"] = "max_subsidy"


@dataclass(frozen=True, slots=True)
class OwnShareMin:
    """The least share that the municipality pays itself (cofinanciering), as a part of `base`.

    total_cost: everything that all partners bring; action_cost: subsidy and own money together;
    subsidy: the subsidy alone. `wordings` keeps the sources that say it in other words.
    """

    share: Decimal
    base: OwnShareBase
    source: str
    wordings: tuple[str, ...] = ()
    type: Literal["own_share_min"] = "own_share_min"


@dataclass(frozen=True, slots=True)
class InfrastructureMax:
    """The largest part of the subsidy for infrastructure; the named posts count whole."""

    share: Decimal
    posts: tuple[str, ...]
    source: str
    type: Literal["infrastructure_max"] = "infrastructure_max"


@dataclass(frozen=True, slots=True)
class MaxYears:
    """The longest duration in years, and the last day that follows from it."""

    years: int
    source: str
    last_day: date | None = None
    type: Literal["max_years"] = "max_years"


@dataclass(frozen=True, slots=True)
class OneProposal:
    """How many proposals one municipality may submit."""

    most: int
    source: str
    type: Literal["one_proposal"] = "one_proposal"


@dataclass(frozen=True, slots=True)
class EligiblePosts:
    """The kinds of cost that the subsidy may pay; a cost under no post is not eligible."""

    posts: tuple[Post, ...]
    source: str
    type: Literal["eligible_posts"] = "eligible_posts"


@dataclass(frozen=True, slots=True)
class WordLimit:
    """The limits that stand at the sections may not be passed.

    `counting` names the rule of `rules.words`: lettered = runs without white space that hold a letter or
    a digit. `beside` says whether tables, footnotes and captions count: "silent" when the call does not say.
    """

    counting: Literal["lettered"]
    beside: Literal["silent", "count", "free"]
    source: str
    type: Literal["word_limit"] = "word_limit"


Clause = MaxSubsidy | OwnShareMin | InfrastructureMax | MaxYears | OneProposal | EligiblePosts | WordLimit
C = TypeVar("C", bound=Clause)


@dataclass(frozen=True, slots=True)
class Aspect:
    """A subject on which the funder wants figures about the neighbourhood (diagnoseaspect)."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class AnnexRules:
    """What the call says about annexes (bijlagen): advice in our own words, and a number where there is one."""

    advice: str
    source: str
    most: int | None = None


@dataclass(frozen=True, slots=True)
class OpenItem:
    """Something that the funder has not published; shown as open, never invented."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class FinanceWords:
    """The words by which the finance table names the funder's row and the municipality's own row."""

    funder: tuple[str, ...]
    own: tuple[str, ...]
    asked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """What the funder's form prints by itself, as `rules.fingerprints` makes it; never the lines themselves."""

    fingerprints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Call:
    """A version of a call (oproep). A dossier keeps the version that it was started under."""

    id: str
    version: int
    title: str
    programme: str
    language: str
    funder: Funder
    launch: date
    summary: str
    deadline: Deadline
    envelope: tuple[Envelope, ...]
    calendar: tuple[Step, ...]
    clauses: tuple[Clause, ...]
    sections: tuple[SectionSpec, ...]
    finance: FinanceWords
    annexes: AnnexRules
    aspects: tuple[Aspect, ...] = ()
    open_items: tuple[OpenItem, ...] = ()
    form: Form = Form()
    fictional: bool = False

    def section(self, key: str) -> SectionSpec:
        """The section with this key; KeyError when the call has none."""
        for spec in self.sections:
            if spec.key == key:
                return spec
        raise KeyError(key)

    def clause(self, kind: type[C]) -> C | None:
        """The call's clause of this type, or None."""
        return next((clause for clause in self.clauses if isinstance(clause, kind)), None)
