"""The words of a finding: one catalogue for the command line, the page and the paper.

A rule gives a code with facts; the sentence stands here in English, and in `locale` in Dutch. The catalogues
are gettext's, read with the standard library, so that a check needs no Django.
"""

from __future__ import annotations

import functools
import gettext
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from wijkweb.shapes.finding import Certainty, Fact, Finding, Share

LOCALE = Path(__file__).resolve().parent.parent / "locale"
DOMAIN = "findings"
LANGUAGES = ("nl", "en")

FINDINGS = {
    "length.over": "{running} {unit}, {over} over the limit of {limit}.",
    "length.over_with_beside": (
        "{running} {unit} of running text fit in {limit}, but with tables ({tables}), footnotes ({footnotes}) and "
        "captions ({captions}) it is {all}: {over} over. The call does not say whether these count."
    ),
    "length.near": "On the edge: {running} of {limit} {unit}, {left} left.",
    "sections.missing": "Section {number}, {title}, was not found in this paper.",
    "sections.empty": "Section {number}, {title}, is empty.",
    "sections.twice": "The heading of section {number} stands in this paper {times} times; the texts were put together.",
    "paper.unplaced": "Words before the first section: {words}. They are kept, and counted to no section.",
    "paper.inserted_text": "Tracked insertions ({times}) were read as accepted.",
    "paper.deleted_text": "Tracked deletions ({times}) were left out.",
    "paper.comments": "Comments ({times}) were left out.",
    "paper.hidden_text": "Hidden text ({times} pieces) was left out.",
    "paper.prompts": "Empty fields ({times}) still show the prompt of the form; it was left out.",
    "paper.images": "Pictures ({times}) are not part of the text and were left out.",
    "paper.text_boxes": "Text boxes ({times}) were read where they are anchored.",
    "paper.page_headers": "Running heads and feet ({times}) are kept and count to no section.",
    "subsidy.over": "{subsidy} euro is asked, {over} euro over the highest subsidy of {most} euro.",
    "subsidy.left": "{subsidy} euro is asked, {left} euro under the highest subsidy of {most} euro.",
    "subsidy.unknown": "The amount that is asked was not found, so the highest subsidy cannot be checked.",
    "subsidy.differs": "The subsidy is stated in different ways: {stated}.",
    "own_share.short": (
        "The own money is {own} euro, {share} of {base}; at least {least_share} is asked. Beside this subsidy that is "
        "{least} euro: {short} euro is missing."
    ),
    "own_share.enough": (
        "The own money is {own} euro, {share} of {base}; at least {least_share} is asked. Beside this subsidy that is "
        "{least} euro: {margin} euro more than needed."
    ),
    "own_share.unknown": "The own money of the municipality was not found, so its share cannot be checked.",
    "infrastructure.over": "{share} of the subsidy goes to infrastructure; at most {most_share} may.",
    "posts.not_eligible": "“{label}” ({amount} euro) is under none of the posts that may be paid: {known}.",
    "posts.no_row": "The post {post} has no row; write 0 when nothing goes to it.",
    "duration.over": "“{label}”: {years} years. The longest duration that is allowed, in years: {most}.",
    "duration.late": (
        "“{label}” is no more than {most} years, but ends after {last_day}, the last day if all starts on time. Ask the "
        "funder whether that is allowed."
    ),
    "duration.said": "The text speaks of {years} years. The longest duration that is allowed, in years: {most}.",
    "finance.labels_shifted": (
        "The amounts of {partner} stand one row away from their labels: only read {reading} do they add up. Read as "
        "{lines}; together {amount} euro."
    ),
    "finance.differs": "“{label}” says {printed} euro, the rows add up to {computed} euro: a difference of {difference} euro.",
    "spending.differs": "“{label}” says {printed} euro, the rows add up to {computed} euro: a difference of {difference} euro.",
    "own_staff.not_described": (
        "{partner} puts {amount} euro into staff, without function or VTE. Own money without these is hard to prove later."
    ),
    "split.rounded": "Percentages as printed / exact: {posts}.",
    "split.wrong": "The percentages do not fit the amounts, as printed / exact: {posts}.",
    "staff.costs": "Staff: {amounts} = {sum} euro; {vte} VTE; years: {years}. Cost of one VTE for one year: {costs}.",
    "staff.cents_apart": (
        "{first} and {second} cost the same for one VTE and one year, but {first} stands at {amount} and not at {due} "
        "euro: a difference of {cents} cent."
    ),
    "staff.no_indexation": "{sum} euro of wages over {years} years without indexation: the first wage index breaks this budget.",
    "diagnosis.index_is_ratio": (
        "“{index}” is “{other}” as a percentage of {base} ({ratios}), so its base is {base}. Say so: elsewhere the same "
        "name has another base."
    ),
    "diagnosis.mixed_decimals": "Figures are written in different ways: {examples}.",
    "diagnosis.no_source": "The table of figures names {missing}.",
    "questions.no_amount": "Not answered: “{question}” There is no amount in this section.",
    "questions.no_table": "Not answered: “{question}” There is no table in this section.",
    "questions.no_reason": "Not answered: “{question}” There is no sentence in this section, only a table or an amount.",
    "questions.reason_unclear": "Perhaps not answered: “{question}” No sentence in this section gives a reason.",
    "questions.passed_by": "Perhaps not answered: “{question}” No word in this section points to it.",
    "consistency.announced": "{announced} {what} are announced, {listed} are listed.",
    "consistency.vte_left_out": "Other functions have their VTE here; the {vte} VTE of {function} is left out.",
    "promise.no_base": "{hours} hours per {period} is promised, but {open}. Each reading gives another total.",
    "promise.no_target": "“{track}” has no target that can be measured: no number, no rhythm.",
    "promise.no_denominator": (
        "“{promise}” is a figure per {period}, without the periods over which it is averaged. Each reading gives another."
    ),
    "risk.open": "The risk “{risk}” names {missing}.",
    "partner.no_role": "“{partner}” agreed to take part, but its role is not filled in.",
    "promise.no_target_at_all": "This section promises nothing that can be measured: no number, no rhythm.",
}

UNREADABLE = {
    "file_empty": "The file is empty: there is no text in it.",
    "file_large": "The file is larger than {most} MB. Leave out pictures and annexes, or send them apart.",
    "file_binary": "The file is no text, Word or PDF file. Save it as .docx, .pdf, .md or .txt.",
    "file_picture": "The file is a picture. Save the text itself as .docx or .pdf.",
    "file_rtf": "The file is RTF. Open it in Word and save it as .docx.",
    "file_old_word": "The file is an old Word file (.doc) or has a password. Save it as .docx without a password.",
    "file_heavy": "The file takes too much time or memory to read. Save it again from Word, without pictures.",
    "file_long": "The file is far longer than an application. Take out annexes and large tables, and try again.",
    "file_broken": "The file is damaged and cannot be read. Open it, save it again, and try once more.",
    "file_missing": "There is no such file: {file}.",
    "file_no_file": "{file} is a folder or a device, no file.",
    "text_encoding": "The text is not in UTF-8. Save it again with the encoding UTF-8.",
    "text_large": "The text is larger than {most} MB.",
    "docx_broken": "The Word file is damaged. Open it in Word, save it again, and try once more.",
    "docx_locked": "The Word file has a password. Save it without one.",
    "docx_macros": "The Word file holds macros (.docm). Save it as .docx, without macros.",
    "docx_entities": "The Word file holds definitions that Word never writes, and is not opened.",
    "docx_bomb": "The Word file becomes far too large when it is unpacked, and is not opened.",
    "zip_not_docx": "The file is a zip archive, no Word file.",
    "pdf_broken": "The PDF is damaged. Make it again from the original, and try once more.",
    "pdf_locked": "The PDF has a password. Save it without one.",
    "pdf_scanned": "The PDF holds only pictures of pages (a scan). Make it from the original text.",
    "pdf_long": "The PDF has {pages} pages; at most {most} are read. Leave out the annexes.",
    "sheet_broken": "The Excel file is damaged and cannot be read. Open it, save it again as .xlsx, and try once more.",
    "sheet_no_excel": "This is no Excel file. Save the spreadsheet as .xlsx and try again.",
    "sheet_old": "This is an old Excel file (.xls) or one with a password. Save it as .xlsx, without a password.",
    "sheet_macros": "The Excel file holds macros (.xlsm). Save it as .xlsx, without macros.",
    "sheet_bomb": "The Excel file becomes far too large when it is unpacked, and is not opened.",
    "sheet_entities": "The Excel file holds definitions that Excel never writes, and is not opened.",
    "sheet_unknown": "This is not the Excel file of the money of a dossier: its hidden first row is not there. Download it anew, change that one, and upload it.",
    "sheet_large": "The sheet has more than {most} rows. Take away what does not belong to the budget.",
    "sheet_text": "Cell {cell} of sheet “{sheet}” holds text (“{value}”) where a number belongs. Type it as a number.",
    "sheet_date": "Cell {cell} of sheet “{sheet}” is a date where an amount belongs. Give the cell the format “number” and type the amount again.",
    "sheet_formula": "Cell {cell} of sheet “{sheet}” holds a formula without its value. Open the file in a spreadsheet, save it, and try again; or type the amount itself.",
    "sheet_cents": "Cell {cell} of sheet “{sheet}” has more than two decimals ({value}). Round it to the cent.",
    "sheet_bounds": "The number in cell {cell} of sheet “{sheet}” ({value}) is below zero or too large.",
    "sheet_day": "Cell {cell} of sheet “{sheet}” is no day (“{value}”). Type a date such as 31/12/2025.",
    "sheet_long": "The text in cell {cell} of sheet “{sheet}” is longer than {most} characters.",
    "sheet_no_name": "Row {row} of sheet “{sheet}” has amounts, but does not say who pays.",
    "sheet_year": "Column {cell} of sheet “{sheet}” has amounts, but its heading (“{value}”) is no year.",
    "sheet_kinds": "Row {row}: {payer} has another kind of payer than in the rows above.",
    "sheet_kind": "Row {row}: “{kind}” is no kind of payer. Copy one from another row.",
    "sheet_post": "Row {row}: the call has no post “{post}”. Leave the post empty and describe the cost beside it.",
    "sheet_twice": "Row {row}: {payer} has this post and description already. Put both rows together.",
    "sheet_no_label": "Row {row}: say what this cost is, in the column of the description.",
    "sheet_no_payer": "Row {row} of the staff: {payer} does not stand in the first sheet.",
    "sheet_no_function": "Row {row} of the staff: say which function this is.",
    "sheet_period": "Row {row} of the staff: the last day comes after the first, and no more than forty years later.",
    "table_empty": "There are no rows in this file.",
    "table_large": "The file holds more than {rows} rows or {cells} cells. Keep only the areas and years that you need.",
    "table_html": "This is a web page that was named .csv. Choose “export” or “download as CSV” on that site, and upload what it gives.",
    "table_binary": "This is no CSV or Excel file. Save the figures as .csv or .xlsx and try again.",
    "table_broken": "The file is damaged and cannot be read. Open it, save it again as .csv or .xlsx, and try once more.",
    "table_old_excel": "This is an old Excel file (.xls) or one with a password. Save it as .xlsx, without a password.",
    "table_macros": "The Excel file holds macros (.xlsm). Save it as .xlsx, without macros.",
    "table_locked": "The Excel file has a password. Save it without one.",
    "table_bomb": "The Excel file becomes far too large when it is unpacked, and is not opened.",
    "table_entities": "The Excel file holds definitions that Excel never writes, and is not opened.",
    "table_no_head": "The first row does not name the columns. Swing has period, geolevel and geoitem; a plain file needs indicator, area and value (indicator, gebied, waarde), and a column for the year (jaar).",
    "zip_not_xlsx": "The file is a zip archive, no Excel file.",
    "call_unknown": "There is no call {call}. These are known: {known}.",
    "call_file": "The call file {file} cannot be used: {key} {reason}",
    "area_file": "The file of areas {file} cannot be used: {key} {reason}",
    "export_broken": "This is no file of totals of an indicator: {reason}. Download it anew, or write it with: wijkweb indicator --explain CASE KEY --export FILE.",
    "export_no_definition": "The promise has no definition yet: there is nothing to work out.",
    "nothing_recognised": "No section of the call {call} was recognised in this file.",
}

TERMS = {
    "words": "words",
    "characters": "characters",
    "total_cost": "the total cost",
    "action_cost": "the cost of the actions",
    "subsidy": "the subsidy",
    "asked": "asked in words",
    "finance": "finance table",
    "spending": "sum of the posts",
    "one_row_down": "one row lower",
    "one_row_up": "one row higher",
    "whose": "not whose hours: of one worker, of the team, of the contacts",
    "weeks": "not over which weeks: of the calendar, or only those worked",
    "source": "no source",
    "owner": "nobody who watches it",
    "measure": "no measure",
    "year": "no year",
    "week": "week",
    "wk": "week",
    "month": "month",
    "maand": "month",
    "day": "day",
    "dag": "day",
    "jaar": "year",
    Certainty.LIKELY.value: "read from the text, likely",
    Certainty.POSSIBLE.value: "read from the text, possible",
}

_TRANSLATED_FACTS = {"unit", "base", "reading", "open", "missing", "period", "stated"}
_JOINED = {"amounts": " + ", "ratios": " / ", "examples": ", ", "open": "; ", "missing": ", "}


@functools.cache
def catalogue(language: str) -> gettext.NullTranslations:
    """The messages of a language; English is the language of the code and needs none."""
    if language == "en":
        return gettext.NullTranslations()
    return gettext.translation(DOMAIN, LOCALE, languages=[language])


def say(finding: Finding, language: str) -> str:
    """The sentence of a finding."""
    return _fill(FINDINGS[finding.code], finding.facts, language)


def say_unreadable(code: str, facts: Mapping[str, str | int], language: str) -> str:
    """The sentence of a file that cannot be read."""
    return _fill(UNREADABLE[code], facts, language)


def certainty(finding: Finding, language: str) -> str:
    """How sure the rule is, in words; "" for a rule that read figures."""
    value = finding.facts.get("certainty")
    return catalogue(language).gettext(TERMS[value.value]) if isinstance(value, Certainty) else ""


def term(code: str, language: str) -> str:
    """A fixed word of the program."""
    return catalogue(language).gettext(TERMS[code])


def _fill(message: str, facts: Mapping[str, Fact], language: str) -> str:
    shown = {name: _fact(name, value, language) for name, value in facts.items()}
    return catalogue(language).gettext(message).format_map(shown)


_NUMBERS = {"vte", "years", "hours"}  # facts that are a number in plain text


def _fact(name: str, value: Fact, language: str) -> str:
    if isinstance(value, tuple):
        parts = [_entry(name, part, language) for part in value]
        return _JOINED.get(name, "; ").join(parts)
    if isinstance(value, str) and name in _TRANSLATED_FACTS and value in TERMS:
        return term(value, language)
    if isinstance(value, str) and name in _NUMBERS and language == "nl":
        return value.replace(".", ",")
    return _plain(value, language)


def _entry(name: str, value: Fact, language: str) -> str:
    if isinstance(value, tuple):
        first, *rest = (_fact(name, part, language) for part in value)
        return f"{first}: {' / '.join(rest)}"
    return _fact(name, value, language)


def _plain(value: Fact, language: str) -> str:
    if isinstance(value, Decimal):
        return amount(value, language)
    return percentage(value, language) if isinstance(value, Share) else str(value)


def amount(value: Decimal, language: str) -> str:
    """A number with its own decimals, as the language writes it: 799.494,00 or 799,494.00."""
    shown = f"{value:,}"
    return shown.translate(str.maketrans(",.", ".,")) if language == "nl" else shown


def percentage(share: Share, language: str) -> str:
    """A share as a percentage with at most two decimals: 21,86 %, 20 %."""
    hundredths = share.value * 10_000
    rounded = int(abs(hundredths) + Fraction(1, 2))
    whole, rest = divmod(rounded, 100)
    decimals = f".{rest:02d}".rstrip("0") if rest else ""
    shown = f"{'-' if hundredths < 0 else ''}{whole}{decimals} %"
    return shown.replace(".", ",") if language == "nl" else shown
