"""What commons has kept long enough: links that let nobody in any more, sessions that are over."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from wijkweb.commons import purging
from wijkweb.commons.models import Invitation

INVITATIONS = "invitations"  # how the list of purges calls them
KEEP_INVITATIONS = timedelta(days=30)


@transaction.atomic
def purge_invitations(*, now: datetime) -> int:
    """Takes away the links, with their addresses, that were used or over more than a month ago; returns how many."""
    up_to = timezone.localdate(now - KEEP_INVITATIONS)
    if not _over(up_to).exists():
        return 0
    purging.note_purge(what=INVITATIONS, contract=purging.WHOLE, up_to=up_to, now=now)
    return drop_invitations(purging.WHOLE, up_to)


@transaction.atomic
def drop_invitations(contract: str, up_to: date) -> int:
    """Takes away the links that were used or over up to a day. They are of the platform, whatever the contract."""
    return _over(up_to).delete()[0]


@transaction.atomic
def purge_sessions(*, now: datetime) -> int:
    """Takes away the sessions that are over; returns how many."""
    return Session.objects.filter(expire_date__lt=now).delete()[0]


def _over(up_to: date) -> QuerySet[Invitation]:
    after = timezone.make_aware(datetime.combine(up_to + timedelta(days=1), time.min))
    return Invitation.objects.filter(Q(used_at__lt=after) | Q(expires_at__lt=after))
