"""The app's page, its service worker and its manifest: the same for everybody, without session or cookie."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from wijkweb.commons.access import allowed
from wijkweb.phone.shell import KILLER, addresses, build, worker


@require_safe
def shell(request: HttpRequest) -> HttpResponse:
    allowed(request, "phone.open")
    modules = [address for address in addresses() if address.endswith(".js")]
    response = render(request, "phone/shell.html", {"build": build(), "modules": modules})
    response.headers["Cache-Control"] = "no-cache"
    return response


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    allowed(request, "phone.open")
    stopped = settings.PHONE_STOPPED
    text = KILLER.read_text(encoding="utf-8") if stopped else worker(reverse("phone"), reverse("phone_manifest"))
    return HttpResponse(text, content_type="text/javascript", headers={"Cache-Control": "no-cache"})


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    allowed(request, "phone.open")
    told = {
        "name": "Wijkweb", "short_name": "Wijkweb", "lang": "nl", "start_url": reverse("phone"),
        "scope": reverse("phone"), "display": "standalone", "background_color": "#f7f5f0", "theme_color": "#0f5f54",
        "icons": [{"src": static("phone/icon.svg"), "sizes": "any", "type": "image/svg+xml"}],
    }  # fmt: skip
    return JsonResponse(told, content_type="application/manifest+json", headers={"Cache-Control": "no-cache"})
