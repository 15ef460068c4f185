"""The commands that keep the data: the journal, backups, restore, purge, keys."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from wijkweb.cli.common import Commands, refuse, start_django


def add_commands(commands: Commands) -> None:
    """The words of each command."""
    verify = commands.add_parser("verify-journal", help="find any edit of the journal")
    verify.add_argument("--head", action="append", default=[], help="a head that was kept elsewhere: NUMBER-HASH")
    verify.set_defaults(command=_verify_journal)

    key = commands.add_parser("backup-key", help="make the key that opens backups, into a new file")
    key.add_argument("file", type=Path, metavar="FILE")
    key.set_defaults(command=_backup_key)

    backup = commands.add_parser(
        "backup", help="write everything into one sealed file, with the journal's head in its name"
    )
    backup.add_argument("folder", type=Path, metavar="FOLDER")
    backup.add_argument("--unsealed", action="store_true", help="leave it open, to try things out")
    backup.set_defaults(command=_backup)

    restore = commands.add_parser("restore", help="put a backup back, and purge what was purged since")
    _names_a_backup(restore)
    restore.add_argument("--replace", action="store_true", help="over what is here, which is backed up first")
    restore.set_defaults(command=_restore)

    drill = commands.add_parser("restore-drill", help="try whether a backup comes back; changes nothing")
    _names_a_backup(drill)
    drill.set_defaults(command=_drill)

    purge = commands.add_parser("purge", help="take away what was kept long enough")
    purge.set_defaults(command=_purge)
    _key_commands(commands)


def _names_a_backup(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="BACKUP")
    parser.add_argument("--identity", type=Path, metavar="FILE", help="the file that backup-key made")


def _key_commands(commands: Commands) -> None:
    keys = commands.add_parser("keys", help="the keys that phones seal their rows to")
    what = keys.add_subparsers(title="what", required=True, metavar="WHAT")
    what.add_parser("list", help="every key, the oldest first").set_defaults(command=_keys_list)
    what.add_parser("rotate", help="make a new one; the earlier ones stay usable").set_defaults(command=_keys_rotate)
    backup = what.add_parser("backup", help="write them into a file of their own, sealed as backups are")
    backup.add_argument("file", type=Path, metavar="FILE")
    backup.set_defaults(command=_keys_backup)
    restore = what.add_parser("restore", help="add the keys of such a file that are not here")
    restore.add_argument("file", type=Path, metavar="FILE")
    restore.add_argument("--identity", type=Path, metavar="FILE", required=True, help="the file that backup-key made")
    restore.set_defaults(command=_keys_restore)


def _say(make: Callable[[], str]) -> int:
    """Prints what a command answers, or why it was not done."""
    from wijkweb.web.commands import Refused

    try:
        print(make())
    except Refused as error:
        return refuse(error)
    return 0


def _verify_journal(options: argparse.Namespace) -> int:
    start_django()
    from wijkweb.commons.journal import verify

    try:
        verdict = verify(options.head)
    except ValueError:
        print("wijkweb: a head is written NUMBER-HASH, as in the name of a backup", file=sys.stderr)
        return 2
    print(f"lines: {verdict.lines}\nhead: {verdict.head}")
    if verdict.broken is not None:
        print(f"wijkweb: line {verdict.broken} {verdict.reason}", file=sys.stderr)
        return 1
    return 0


def _backup_key(options: argparse.Namespace) -> int:
    start_django()
    from wijkweb.web import keeping

    return _say(lambda: keeping.new_backup_key(options.file))


def _backup(options: argparse.Namespace) -> int:
    start_django()
    from wijkweb.web import keeping

    return _say(lambda: keeping.back_up_into(options.folder, unsealed=options.unsealed))


def _restore(options: argparse.Namespace) -> int:
    start_django()
    from wijkweb.web import keeping

    return _say(lambda: keeping.restore_from(options.file, identity=options.identity, replace=options.replace))


def _drill(options: argparse.Namespace) -> int:
    start_django()
    from wijkweb.web import keeping

    return _say(lambda: keeping.drill_with(options.file, identity=options.identity))


def _purge(options: argparse.Namespace) -> int:
    start_django()
    from wijkweb.web import keeping

    return _say(keeping.purge_now)


def _keys_list(options: argparse.Namespace) -> int:
    start_django()
    from wijkweb.web import keeping

    return _say(keeping.list_keys)


def _keys_rotate(options: argparse.Namespace) -> int:
    start_django()
    from wijkweb.web import keeping

    return _say(keeping.rotate_key)


def _keys_backup(options: argparse.Namespace) -> int:
    start_django()
    from wijkweb.web import keeping

    return _say(lambda: keeping.back_up_keys(options.file))


def _keys_restore(options: argparse.Namespace) -> int:
    start_django()
    from wijkweb.web import keeping

    return _say(lambda: keeping.restore_keys(options.file, identity=options.identity))
