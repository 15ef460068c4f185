"""What a reader says when it cannot read a file: a code for the words, and facts for the blanks in them."""

from __future__ import annotations


class Unreadable(Exception):
    """The file cannot be read. `code` names the reason; `writers.messages` has the sentence."""

    def __init__(self, code: str, **facts: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts
