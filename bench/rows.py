"""The rows of the table, in order. A new claim is a function with one line of doc, and a line here."""

from __future__ import annotations

from bench import course, door, exports, figures, ledger, lists, money, papers, phone, report, start, writing
from bench.apart import DATABASES
from bench.row import Row

ROWS: list[Row] = [
    Row(papers.check_text, "s CPU", 0.5),
    Row(papers.check_pdf, "s CPU", 1.5),
    Row(papers.check_docx, "s CPU"),
    Row(papers.three_hundred, "s CPU", 20),
    Row(papers.three_hundred_kept, "s CPU", 20),
    Row(exports.pdf_first, "s", 1),
    Row(exports.pdf, "s", 0.3),
    Row(exports.docx_first, "s", 1),
    Row(exports.docx, "s", 1),
    Row(exports.json, "s"),
    Row(phone.shell, "B", 40_000),
    Row(phone.usable, "s", 1.2),
    Row(phone.offline, "s", 0.5),
    Row(phone.transfer, "B"),
    Row(phone.requests, "requests"),
    Row(phone.durable, "ms", 100),
    Row(phone.upload, "s", 3),
    Row(phone.upload_bytes, "B", 45_000),
    Row(phone.answer_bytes, "B"),
    Row(phone.taps, "taps", 2),
    *(
        row
        for engine in ("odk", "enketo")
        for row in (
            Row(phone.peer_usable, "s", None, (engine,)),
            Row(phone.peer_transfer, "B", None, (engine,)),
            Row(phone.peer_requests, "requests", None, (engine,)),
        )
    ),
    Row(writing.weight, "KiB", 80),
    Row(start.process_start, "s CPU", 0.5),
    Row(start.heavy_libraries, "modules", 0),
    *(
        row
        for database in DATABASES
        for row in (
            Row(lists.first_page, "ms CPU", 60, (database,)),
            Row(lists.last_page, "ms CPU", 60, (database,)),
            Row(lists.search, "ms CPU", 60, (database,)),
            Row(lists.one_call, "ms CPU", 60, (database,)),
            Row(lists.one_municipality, "ms CPU", None, (database,)),
            Row(lists.queries, "queries", 12, (database,)),
            Row(lists.growth, "ratio", 1.2, (database,)),
            Row(lists.as_xlsx, "s CPU", 2, (database,)),
            Row(lists.as_csv, "s CPU", 2, (database,)),
            Row(writing.open_dossier, "ms CPU", 80, (database,)),
            Row(writing.findings, "ms CPU", 20, (database,)),
            Row(writing.autosave, "ms CPU", 30, (database,)),
            Row(writing.autosave_long, "ms CPU", None, (database,)),
            Row(writing.open_page, "ms CPU", 80, (database,)),
            Row(money.page, "ms CPU", 80, (database,)),
            Row(money.large_page, "ms CPU", None, (database,)),
            Row(money.as_xlsx, "ms CPU", 1000, (database,)),
            Row(ledger.file, "s CPU", 5, (database,)),
            Row(figures.page, "ms CPU", 80, (database,)),
            Row(figures.neighbourhoods, "ms CPU", 80, (database,)),
            Row(figures.sectors, "ms CPU", 80, (database,)),
            Row(door.batch, "ms CPU", 60, (database,)),
            Row(door.many, "s CPU", 0.25, (database,)),
            Row(report.page, "ms CPU", 150, (database,)),
            Row(report.page_first, "ms CPU", 150, (database,)),
            Row(report.pdf, "s CPU", 2, (database,)),
            Row(report.pdf_again, "s CPU", 0.5, (database,)),
            Row(report.queries, "queries", 12, (database,)),
            Row(report.queries_first, "queries", 12, (database,)),
            Row(report.portfolio, "s CPU", 0.3, (database,)),
            Row(report.portfolio_first, "s CPU", None, (database,)),
            Row(course.page, "ms CPU", 150, (database,)),
            Row(course.page_full, "ms CPU", 150, (database,)),
            Row(course.hours, "s CPU", 0.3, (database,)),
            Row(course.weeks, "s CPU", 0.3, (database,)),
            Row(course.weeks_all, "s CPU", None, (database,)),
            Row(course.growth, "ratio", 1.2, (database,)),
        )
    ),
]
