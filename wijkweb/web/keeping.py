"""What the command line does to keep the data: back up, restore, purge, and look after keys."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError
from django.utils import timezone

from wijkweb.commons import purging, sealing
from wijkweb.commons.actions.purge import INVITATIONS, drop_invitations, purge_invitations, purge_sessions
from wijkweb.commons.upkeep import NotPossible, age
from wijkweb.commons.upkeep.backup import back_up
from wijkweb.commons.upkeep.restore import Restored, drill, restore
from wijkweb.commons.upkeep.sweep import sweep
from wijkweb.dossier.actions.papers import drop_loose_papers
from wijkweb.field.actions.purge import CONTACTS, purge_contacts_again
from wijkweb.field.actions.purge import purge as purge_street
from wijkweb.web.commands import Refused

NO_RECIPIENT = (
    "backups are sealed, and there is nobody to seal to. Make a key with: wijkweb backup-key FILE, keep that file "
    "away from this machine, and set WIJKWEB_BACKUP_RECIPIENT to the line it prints"
)
REPLAYED: Mapping[str, purging.Verb] = {
    INVITATIONS: drop_invitations,
    CONTACTS: purge_contacts_again,
}  # what does a purge of the list again


def purge(now: datetime) -> dict[str, int]:
    """Takes away what was kept long enough: one verb for each room, in their order. Returns how many by kind."""
    gone = {
        "invitations": purge_invitations(now=now),
        "sessions": purge_sessions(now=now),
        "loose papers": drop_loose_papers(by=None, now=now),
    }
    street = purge_street(now=now)
    return {**gone, "contacts": street.contacts, "held items": street.held, "files": sweep(now=now)}


def purge_now() -> str:
    """Purges with today's date; returns what went, in a line."""
    return f"gone: {_told(purge(timezone.now()))}"


def back_up_into(folder: Path, *, unsealed: bool) -> str:
    """Writes a backup; returns its path."""
    if not (settings.BACKUP_RECIPIENTS or unsealed):
        raise Refused(f"no backup was made: {NO_RECIPIENT}. To try it out only: --unsealed")
    recipients = [] if unsealed else settings.BACKUP_RECIPIENTS
    try:
        return str(back_up(folder=folder, now=timezone.now(), recipients=recipients))
    except (NotPossible, OSError, DatabaseError) as error:
        raise Refused(f"no backup was made: {error}") from None


def restore_from(file: Path, *, identity: Path | None, replace: bool) -> str:
    """Puts a backup back, brings it up to date and purges it; returns what there is now, in lines."""
    now = timezone.now()
    try:
        done = restore(file=file, identity=identity, replace=replace, now=now)
    except (NotPossible, OSError, DatabaseError) as error:
        raise Refused(f"nothing was put back, and what was here is as it was: {error}") from None
    try:
        purging.take_over(file.parent / purging.FILE)
        call_command("migrate", verbosity=0, interactive=False)
        again = purging.replay(REPLAYED)
        gone = purge(now)
    except (OSError, DatabaseError, ValueError) as error:
        raise Refused(
            f"everything is back, but it is not purged ({error}); do: wijkweb purge, before anybody gets in"
        ) from None
    lines = [f"back: {_held(done)}", f"purged again: {_told(again.gone)}; by today's date: {_told(gone)}"]
    if again.unknown:
        lines.append(f"not known here, so not purged again: {', '.join(again.unknown)}")
    if done.replaced:
        lines.append(f"what was here before: {done.replaced}")
    return "\n".join(lines)


def drill_with(file: Path, *, identity: Path | None) -> str:
    """Does a whole restore beside what is here, and takes it away again; returns the verdict, in a line."""
    began = timezone.now()
    try:
        done = drill(file=file, identity=identity)
    except (NotPossible, OSError, DatabaseError) as error:
        raise Refused(f"this backup does not come back: {error}") from None
    took = (timezone.now() - began).total_seconds()
    return f"this backup comes back: {_held(done)}; {took:.1f} s; nothing was changed"


def new_backup_key(file: Path) -> str:
    """Makes an identity; returns its recipient with what to do, in lines."""
    try:
        recipient = age.new_identity(file)
    except NotPossible as error:
        raise Refused(str(error)) from None
    return (
        f"{file} opens every backup that is sealed to it. Keep it in two places away from this machine (on paper in a\n"
        "safe, in the city's password store), and take it away here: without it no backup can be opened, by anybody.\n"
        f"Set WIJKWEB_BACKUP_RECIPIENT='{recipient}'"
    )


def list_keys() -> str:
    """The keys that phones seal to, a line each, the oldest first."""
    sealing.current_key()
    known = sealing.all_keys()
    lines = [f"{key.id}  made {key.made_at:%Y-%m-%d %H:%M} UTC" for key in known]
    return "\n".join([*lines[:-1], f"{lines[-1]}  current"])


def rotate_key() -> str:
    """Makes a new current key; says what to do next."""
    key = sealing.rotate(timezone.now())
    return (
        f"{key.id}  current from now on; the earlier keys still open what was sealed to them. "
        "Back up the keys: wijkweb keys backup FILE"
    )


def back_up_keys(file: Path) -> str:
    """Writes every key into one file, sealed to the recipients of the backups."""
    if not settings.BACKUP_RECIPIENTS:
        raise Refused(f"the keys were not backed up: {NO_RECIPIENT}")
    sealing.current_key()
    keys = sealing.export_keys()
    try:
        if file.exists():
            raise NotPossible(f"{file} is there already; name a new file")
        with tempfile.TemporaryDirectory(dir=settings.KEYS, prefix=".backup-") as place:
            plain = Path(place) / "keys.json"
            plain.write_text(json.dumps({"form": 1, "keys": keys}), encoding="ascii")
            age.seal(plain, file, settings.BACKUP_RECIPIENTS)
        file.chmod(0o600)
    except (NotPossible, OSError) as error:
        raise Refused(f"the keys were not backed up: {error}") from None
    return f"{file}: {len(keys)} keys. Keep it apart from the backups"


def restore_keys(file: Path, *, identity: Path) -> str:
    """Adds the keys of a backup that are not here yet."""
    try:
        if not age.is_sealed(file):
            raise NotPossible(f"{file} is not sealed, or its beginning is damaged")
        settings.KEYS.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryDirectory(dir=settings.KEYS, prefix=".restore-") as place:
            plain = Path(place) / "keys.json"
            age.unseal(file, plain, identity)
            added = sealing.import_keys(json.loads(plain.read_text(encoding="ascii"))["keys"])
    except (ValueError, KeyError, TypeError, AttributeError, OSError) as error:
        raise Refused(f"no key was put back: {error}") from None
    return f"{added} keys are back; {len(sealing.all_keys())} keys are here"


def _held(done: Restored) -> str:
    return (
        f"made {done.made_at[:16]}, {done.rows} rows, {done.lines} lines of the journal, {done.files} files, "
        f"head {done.head}"
    )


def _told(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{number} {name}" for name, number in counts.items()) or "nothing"
