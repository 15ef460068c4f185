"""The sync door: one JSON document down, one up (sync.schema.json). A phone is known by its token, never by a cookie.

No answer, no log line and no row says when or from where a phone came; its last sign of life is a date (T20).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods, require_POST

from wijkweb.commons.sealing import current_key
from wijkweb.contract.reads.contracts import day_of, moment_of
from wijkweb.field.actions.devices import CodeOver, enter_device, hash_of, mark_of, seen
from wijkweb.field.actions.register import Answer, register
from wijkweb.field.actions.rescue import opened
from wijkweb.field.models import Device
from wijkweb.field.reads.down import down_for, totals_for
from wijkweb.rules.contact import understood

MOST_ITEMS = 50
MOST_BYTES = 1_000_000
TRIES_A_MINUTE = 120  # of one-time codes, for the whole site: a code has 40 bits and a day


class Turned(Exception):
    """The request is turned away as a whole; the phone keeps everything."""

    def __init__(self, status: HTTPStatus, code: str, wait: int = 0) -> None:
        super().__init__(code)
        self.status, self.code, self.wait = status, code, wait


@csrf_exempt
@gzip_page
@require_http_methods(["GET", "POST"])
def door(request: HttpRequest) -> HttpResponse:
    """GET: what the phone needs to know. POST: what it kept; an answer per item."""
    try:
        device = _device(request)
        return _up(request, device) if request.method == "POST" else _down(device)
    except Turned as turned:
        return _turned(turned)


@csrf_exempt
@require_POST
def enter(request: HttpRequest) -> HttpResponse:
    """The one-time code for a token, once."""
    try:
        _slowly()
        code = _document(request).get("code")
        device, token = enter_device(code=code if isinstance(code, str) else "", now=timezone.now())
    except CodeOver:
        return _turned(Turned(HTTPStatus.FORBIDDEN, "code"))
    except Turned as turned:
        return _turned(turned)
    worker = mark_of(device.contract, device.person)
    return JsonResponse({"token": token, "device": device.public_id, "worker": worker})


def _slowly() -> None:
    key = f"field-enter-{timezone.now():%Y%m%d%H%M}"
    cache.add(key, 0, 120)
    if cache.incr(key) > TRIES_A_MINUTE:
        raise Turned(HTTPStatus.TOO_MANY_REQUESTS, "slowly", 60)


def _device(request: HttpRequest) -> Device:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    known = Device.objects.select_related("contract__case", "person")
    device = known.filter(token_hash=hash_of(token.strip())).first() if scheme == "Bearer" and token else None
    if device is None:
        raise Turned(HTTPStatus.UNAUTHORIZED, "token")
    if device.revoked_on and request.method != "POST":
        raise Turned(HTTPStatus.UNAUTHORIZED, "revoked")
    return device


def _down(device: Device) -> HttpResponse:
    now = timezone.now()
    seen(device=device, pending=device.pending, now=now)
    key = current_key()
    told = down_for(device, today=day_of(device.contract, now))
    return JsonResponse(
        {"version": 1, "now": _instant(device, now), "key": {"id": key.id, "public": key.written}, **told},
    )


def _up(request: HttpRequest, device: Device) -> HttpResponse:
    document, now = _document(request), timezone.now()
    if not understood(document.get("version")):
        raise Turned(HTTPStatus.BAD_REQUEST, "version")
    items, pending = document.get("items"), document.get("pending")
    if not isinstance(items, list) or len(items) > MOST_ITEMS or not all(isinstance(item, dict) for item in items):
        raise Turned(HTTPStatus.BAD_REQUEST, "malformed")
    arrived = [opened(item) for item in items]
    answers = register(
        contract=device.contract, maker=device.person, items=arrived, now=now, quarantine=bool(device.revoked_on)
    )
    waiting = pending if isinstance(pending, int) and 0 <= pending <= 1_000_000 else len(items)
    more = waiting > len(items)  # the phone goes on at once: its own totals come with the last batch
    settled = sum(answer.verdict != "refused" for answer in answers)
    seen(device=device, pending=max(waiting - settled, 0), now=now)
    told: dict[str, Any] = {
        "now": _instant(device, now),
        "answers": [_said(a, i) for a, i in zip(answers, items, strict=True)],
    }
    if device.revoked_on:
        return JsonResponse({**told, "purge": True})
    return JsonResponse(told if more else {**told, "totals": totals_for(device, today=day_of(device.contract, now))})


def _said(answer: Answer, item: Mapping[str, Any]) -> dict[str, str]:
    digest = hashlib.sha256(str(item.get("sealed", "")).encode(errors="surrogatepass")).hexdigest()
    said = {"id": answer.id, "hash": digest, "answer": answer.verdict}
    return {**said, "code": answer.code} if answer.code else said


def _document(request: HttpRequest) -> Mapping[str, Any]:
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        raise Turned(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_large")
    try:
        document = json.loads(request.body)
    except (ValueError, RecursionError):
        raise Turned(HTTPStatus.BAD_REQUEST, "not_json") from None
    if not isinstance(document, dict):
        raise Turned(HTTPStatus.BAD_REQUEST, "malformed")
    return document


def _turned(turned: Turned) -> HttpResponse:
    response = JsonResponse({"code": turned.code}, status=turned.status)
    if turned.wait:
        response.headers["Retry-After"] = str(turned.wait)
    return response


def _instant(device: Device, now: datetime) -> str:
    """The server's clock, by which the phone puts its own right; that of an example stands on its day."""
    return moment_of(device.contract, now).astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
