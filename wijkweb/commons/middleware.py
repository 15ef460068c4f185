"""What every request passes through: headers, a bound on uploads, the doors of the access layer."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from allauth.account.forms import LoginForm
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from wijkweb.commons.access import Closed, SignInNeeded
from wijkweb.commons.typed import sealed

Answer = Callable[[HttpRequest], HttpResponse]

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "manifest-src 'self'",
    )
)


def with_pictures_from(address: str) -> str:
    """The policy of a page that shows background tiles: pictures may come from that server too."""
    host = "/".join(address.split("/")[:3])
    return POLICY.replace("img-src 'self' data:", f"img-src 'self' data: {host}") if host else POLICY


_DRAIN = 1 << 30


class Headers:
    """Everything comes from this site alone; pages with somebody's work in them are kept by no cache."""

    def __init__(self, get_response: Answer) -> None:
        self._answer = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._answer(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        if not request.path.startswith(settings.STATIC_URL):
            response.headers.setdefault("Cache-Control", "no-store")
        return response


class Bounds:
    """Refuses what no page of this site asks for: a null byte in an address, a body that says it is too large."""

    def __init__(self, get_response: Answer) -> None:
        self._answer = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return HttpResponseBadRequest("400", content_type="text/plain")  # PostgreSQL stores no such character
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdigit() and int(length) <= settings.UPLOAD_MOST_BYTES + 100_000:
            return self._answer(request)
        if length.isdigit() and int(length) <= _DRAIN:
            # a browser shows the answer only after it has sent everything; nothing of it is kept
            while request.read(1 << 20):
                pass
        return too_large(request)


class Doors:
    """Turns what the access layer says into an answer; a database that is away into 503, come back later."""

    def __init__(self, get_response: Answer) -> None:
        self._answer = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self._answer(request)
        if answer.status_code == 405 and request.method == "GET" and not _asks_for_json(request):
            # somebody stands at the address of a button, after a reload or an old link; a browser shows nothing else
            page = render(request, "405.html", status=405)
            page["Allow"] = answer.get("Allow", "POST")
            return page
        return answer

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if _asks_for_json(request) and isinstance(error, SignInNeeded | Closed):
            signed_out = isinstance(error, SignInNeeded)
            return JsonResponse({"reason": "signed_out" if signed_out else "closed"}, status=401 if signed_out else 409)
        if isinstance(error, SignInNeeded):
            return _to_the_door(request)
        if isinstance(error, RequestDataTooBig):
            return too_large(request)
        if isinstance(error, Closed):
            return render(request, "commons/closed.html", status=409)
        if isinstance(error, OperationalError | InterfaceError):
            return HttpResponse("503", status=503, headers={"Retry-After": "5"}, content_type="text/plain")
        return None


def _to_the_door(request: HttpRequest) -> HttpResponse:
    """Signing in, and then back. What was typed goes along; what a button does has no page of its own, so that goes
    back to where it stood."""
    if request.method in ("GET", "HEAD"):
        return redirect_to_login(request.get_full_path())
    if typed := sealed(request):
        return render(request, "account/login.html", {"form": LoginForm(request=request), "typed": typed}, status=401)
    messages.warning(
        request, _("Nobody was signed in any more, so what you sent was not done. Sign in and do it again.")
    )
    came = urlsplit(request.headers.get("Referer", ""))
    own = came.netloc == request.get_host() and came.path.startswith("/")
    return redirect_to_login(f"{came.path}?{came.query}" if own and came.query else came.path if own else "/")


def _asks_for_json(request: HttpRequest) -> bool:
    """A script of a page that asks cannot be sent to the door; it tells the person."""
    return "application/json" in request.headers.get("Accept", "")


def too_large(request: HttpRequest) -> HttpResponse:
    """413 as a page, with what to do."""
    most = settings.UPLOAD_MOST_BYTES // 1024 // 1024
    return render(request, "commons/too_large.html", {"most": most}, status=413)
