"""What every page of a contract has: its place, and what this person may do."""

from __future__ import annotations

from dataclasses import dataclass

from wijkweb.commons.access import verbs_in
from wijkweb.commons.models import Case, Person
from wijkweb.contract.models import Contract
from wijkweb.contract.reads.contracts import contract_of


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame of a page of a contract; `here` is the tab that it stands under."""

    case: Case
    contract: Contract
    verbs: frozenset[str]
    here: str

    def may(self, verb: str) -> bool:
        """Whether this person may do this."""
        return verb in self.verbs


def frame_of(case: Case, person: Person, here: str) -> Frame:
    """The frame of a page of this contract for this person; raises NoContract (404)."""
    return Frame(case, contract_of(case), verbs_in(person, case), here)
