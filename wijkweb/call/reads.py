"""What pages and rooms ask about calls."""

from __future__ import annotations

import functools

from django.http import Http404

from wijkweb.call.models import CallVersion
from wijkweb.shapes.call import Call
from wijkweb.shapes.plain import from_plain


def newest_versions() -> list[CallVersion]:
    """The newest version of every call, the newest call first."""
    found: dict[str, CallVersion] = {}
    for version in CallVersion.objects.defer("content").select_related("funder").order_by("version"):
        found[version.call_id] = version
    return sorted(found.values(), key=lambda version: (version.fictional, -version.launch.toordinal()))


def newest_version(call_id: str) -> CallVersion:
    """The newest version of one call; Http404 when there is none."""
    version = CallVersion.objects.select_related("funder").filter(call_id=call_id).order_by("-version").first()
    if version is None:
        raise Http404
    return version


def call_of(version: CallVersion) -> Call:
    """The call itself; versions never change, so it is read once for each."""
    return _call(version.pk, version.sha256)


@functools.lru_cache(maxsize=64)
def _call(key: int, sha256: str) -> Call:
    return from_plain(Call, CallVersion.objects.values_list("content", flat=True).get(pk=key, sha256=sha256))
