"""The doors: sign in and out, an invitation, a password, the language; the journal; health."""

from __future__ import annotations

from dataclasses import asdict

from allauth.account import views as allauth
from allauth.account.forms import LoginForm
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import check_for_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.i18n import set_language

from wijkweb.commons import health
from wijkweb.commons.access import allowed
from wijkweb.commons.actions.people import InvitationOver, accept, change_language, open_invitation
from wijkweb.commons.forms import AcceptForm
from wijkweb.commons.models import Person
from wijkweb.commons.reads import area_versions, last_lines
from wijkweb.commons.typed import from_here, opened, sealed


def sign_in(request: HttpRequest) -> HttpResponseBase:
    allowed(request, "door.enter")
    answer = allauth.login(request)
    typed = opened(request.POST.get("typed", ""))
    if typed and answer.status_code == 302 and request.user.is_authenticated:
        return render(request, "commons/send_again.html", {"typed": typed})
    return answer


def form_overtaken(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    allowed(request, "door.enter")
    # a page of before somebody signed in, in another tab: its form can be sent again; one of elsewhere cannot
    typed = sealed(request) if from_here(request) else ""
    if not typed:
        return render(request, "403_csrf.html", status=403)
    if request.user.is_authenticated:
        return render(request, "commons/send_again.html", {"typed": opened(typed)}, status=403)
    return render(request, "account/login.html", {"form": LoginForm(request=request), "typed": typed}, status=403)


def sign_out(request: HttpRequest) -> HttpResponseBase:
    allowed(request, "door.enter")
    return allauth.logout(request)


def change_password(request: HttpRequest) -> HttpResponseBase:
    allowed(request, "account.own")
    return allauth.password_change(request)


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    allowed(request, "door.enter")
    now = timezone.now()
    try:
        found = open_invitation(secret, now)
        form = AcceptForm(request.POST or None, email=found.email)
        if form.is_valid():
            person = accept(secret=secret, now=now, **form.cleaned_data)
            login(request, person, backend="wijkweb.commons.signin.Backend")
            return redirect("home")
    except InvitationOver:
        return render(request, "commons/invitation_over.html", status=410)
    return render(request, "commons/invitation.html", {"form": form, "invitation": found})


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    allowed(request, "door.enter")
    chosen = request.POST.get("language", "")
    if isinstance(request.user, Person) and check_for_language(chosen):
        change_language(person=request.user, language=chosen[:2])
    return set_language(request)


@require_safe
def journal(request: HttpRequest) -> HttpResponse:
    allowed(request, "journal.read")
    return render(request, "commons/journal.html", {"lines": last_lines()})


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    allowed(request, "about.read")
    return render(request, "commons/about.html", {"versions": area_versions()})


@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    allowed(request, "health.read")
    return HttpResponse("ok", content_type="text/plain")


@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    allowed(request, "health.read")
    found = health.look(timezone.now())
    return JsonResponse(asdict(found), status=200 if found.ready else 503)
