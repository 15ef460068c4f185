"""The page of the app, its worker and its manifest: the same bytes for everybody, no session, no cookie."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse

from wijkweb.commons.access import allowed
from wijkweb.commons.middleware import POLICY
from wijkweb.phone.shell import manifest_of, page_of, worker_of

_HEADERS = {"Cache-Control": "no-cache", "Content-Security-Policy": f"{POLICY}; worker-src 'self'"}


def shell(request: HttpRequest) -> HttpResponse:
    allowed(request, "phone.open")
    return HttpResponse(page_of(), headers=_HEADERS)


def worker(request: HttpRequest) -> HttpResponse:
    allowed(request, "phone.open")
    return HttpResponse(worker_of(), content_type="text/javascript; charset=utf-8", headers=_HEADERS)


def manifest(request: HttpRequest) -> HttpResponse:
    allowed(request, "phone.open")
    return JsonResponse(manifest_of(), content_type="application/manifest+json", headers=_HEADERS)
