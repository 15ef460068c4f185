"""The `wijkweb` command: parses words, calls one function.

Exit codes of `wijkweb check`: 0 no breach, 1 at least one breach, 2 the file or the call cannot be read or no
section of the call is recognised. The commands that need no database never start Django.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from wijkweb import __version__
from wijkweb.cli import keeping
from wijkweb.cli.common import Commands, refuse, start_django
from wijkweb.readers.errors import Unreadable


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    options = _parser().parse_args(arguments)
    try:
        return int(options.command(options))
    except Unreadable as error:
        from wijkweb.writers.messages import say_unreadable

        print(f"wijkweb: {say_unreadable(error.code, error.facts, options.language)}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 0
    except Exception as error:
        if not type(error).__module__.startswith("django.db"):
            raise
        told = str(error).strip().splitlines() or [type(error).__name__]
        print(
            f"wijkweb: the database does not answer ({told[0]}); start Wijkweb once with: wijkweb run", file=sys.stderr
        )
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="wijkweb", description="From call to lasting result.")
    parser.add_argument("--version", action="version", version=f"wijkweb {__version__}")
    parser.set_defaults(language=os.environ.get("WIJKWEB_LANGUAGE", "nl"))
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _paper_commands(commands)
    _site_commands(commands)
    _data_commands(commands)
    keeping.add_commands(commands)
    return parser


def _paper_commands(commands: Commands) -> None:
    check = commands.add_parser("check", help="hold a dossier (.md, .txt, .docx, .pdf) against a call")
    check.add_argument("file", type=Path, metavar="FILE")
    check.add_argument("--call", default="wvc-2021", help="the id of a published call, or a call file (.toml)")
    check.add_argument("--format", choices=("text", "json"), default="text")
    check.add_argument("--language", choices=("nl", "en"), default=argparse.SUPPRESS)
    check.set_defaults(command=_check)

    fingerprint = commands.add_parser("fingerprint", help="make the fingerprints of a funder's empty form")
    fingerprint.add_argument("file", type=Path, metavar="FORM")
    fingerprint.set_defaults(command=_fingerprint)


def _site_commands(commands: Commands) -> None:
    run = commands.add_parser("run", help="bring everything up to date and serve; address by HOST and PORT")
    run.set_defaults(command=_run)

    invite = commands.add_parser("invite", help="print a link that lets one person in, once")
    invite.add_argument("email", metavar="EMAIL")
    invite.add_argument(
        "--role", required=True, help="admin, funder, jury, coordinator, editor, writer, reader, partner"
    )
    invite.add_argument("--organisation", help="name or NIS code of the organisation; a new name makes it")
    invite.add_argument("--address", default="", help="address of the site, when it is not this machine")
    invite.set_defaults(command=_invite)


def _data_commands(commands: Commands) -> None:
    calls = commands.add_parser("call", help="load a call file, or print a call as one")
    calls.add_argument("what", choices=("load", "dump"))
    calls.add_argument("name", metavar="FILE-OR-ID")
    calls.set_defaults(command=_call)

    indicator = commands.add_parser(
        "indicator", help="work a promised figure out again from its totals, and explain it"
    )
    source = indicator.add_mutually_exclusive_group(required=True)
    source.add_argument("--explain", nargs=2, metavar=("CASE", "KEY"), help="a promise of a contract in the database")
    source.add_argument("--from", dest="source", type=Path, metavar="FILE", help="a file of totals; needs no database")
    indicator.add_argument(
        "--window", default="", metavar="WINDOW", help="rolling_13, contract_year, a year (2), whole"
    )
    indicator.add_argument("--export", type=Path, metavar="FILE", help="keep the totals that the figure comes from")
    indicator.set_defaults(command=_indicator)

    areas = commands.add_parser("areas", help="load areas: the shipped ones, or a list of sources (.toml)")
    areas.add_argument("what", choices=("load",))
    areas.add_argument("file", type=Path, nargs="?", metavar="SOURCES")
    areas.set_defaults(command=_areas)


def _check(options: argparse.Namespace) -> int:
    from wijkweb.readers.apart import read_apart
    from wijkweb.readers.callfile import published, read_call
    from wijkweb.rules.check import check

    call = read_call(Path(options.call)) if options.call.endswith(".toml") else published(options.call)
    result = check(read_apart(_bytes(options.file)), call)
    if not result.recognised():
        raise Unreadable("nothing_recognised", call=call.id)
    if options.format == "json":
        from wijkweb.writers.check_json import check_json

        print(check_json(result, options.language))
    else:
        from wijkweb.writers.check_text import check_text

        print(check_text(result, call, options.language), end="")
    return 1 if result.breached() else 0


def _fingerprint(options: argparse.Namespace) -> int:
    from wijkweb.readers.apart import read_apart
    from wijkweb.rules.fingerprints import fingerprint

    document = read_apart(_bytes(options.file))
    lines = [line for block in document.blocks for line in block.text.split("\n")]
    print("[form]\nfingerprints = [")
    for made in dict.fromkeys(filter(None, map(fingerprint, lines))):
        print(f'    "{made}",')
    print("]")
    return 0


def _run(options: argparse.Namespace) -> int:
    start_django()
    from wijkweb.web import start

    host, port = os.environ.get("HOST", "127.0.0.1"), os.environ.get("PORT", "8000")
    if not port.isdecimal() or not 0 < int(port) < 65536:
        print(f"wijkweb: PORT must be a number between 1 and 65535, not {port!r}.", file=sys.stderr)
        return 2
    start.ask_port(host, int(port))
    start.prepare()
    for warning in start.warnings():
        print(f"wijkweb: {warning}", file=sys.stderr)
    print(start.announce(host, int(port)))
    start.serve(host, int(port))
    return 0


def _invite(options: argparse.Namespace) -> int:
    start_django()
    from wijkweb.web.commands import Refused, invitation_link

    try:
        print(invitation_link(options.email, options.role, options.organisation, options.address))
    except Refused as error:
        return refuse(error)
    return 0


def _call(options: argparse.Namespace) -> int:
    start_django()
    from wijkweb.web.commands import Refused, dump_call_id, load_call_file

    try:
        print(
            load_call_file(Path(options.name)) if options.what == "load" else dump_call_id(options.name),
            end="",
        )
    except Refused as error:
        return refuse(error)
    return 0


def _areas(options: argparse.Namespace) -> int:
    start_django()
    from django.utils import timezone

    from wijkweb.commons.actions.areas import SHIPPED, load_areas

    for key, number in load_areas(sources=options.file or SHIPPED, by=None, now=timezone.now()).items():
        print(f"{key}: {number}")
    return 0


def _indicator(options: argparse.Namespace) -> int:
    from wijkweb.readers.indicator_json import read_export
    from wijkweb.rules.indicators import again
    from wijkweb.writers.indicator_text import explain

    try:
        text = _totals(options)
        readings = again(read_export(text), options.window)  # from the totals alone, never from the database
    except ValueError as error:
        return refuse(error)
    if options.export:
        options.export.write_text(text, encoding="utf-8")
    if not readings:
        raise Unreadable("export_no_definition")
    print(explain(readings, options.language))
    return 0


def _totals(options: argparse.Namespace) -> str:
    if options.source:
        return _bytes(options.source).decode("utf-8", errors="replace")
    start_django()
    from wijkweb.web.commands import totals_of

    return totals_of(*options.explain)


def _bytes(path: Path) -> bytes:
    """The bytes of a file; a file that is too large is refused before it is read."""
    from wijkweb.readers.paper import MOST_BYTES

    try:
        if not path.is_file():
            raise Unreadable("file_no_file" if path.exists() else "file_missing", file=str(path))
        if path.stat().st_size > MOST_BYTES:
            raise Unreadable("file_large", most=MOST_BYTES // 1024 // 1024)
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise Unreadable("file_missing", file=f"{path} ({error})") from None


if __name__ == "__main__":
    sys.exit(main())
