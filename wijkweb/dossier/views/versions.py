"""The versions of a section: the list, two of them compared, one put back."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wijkweb.commons.access import allowed
from wijkweb.commons.models import Case, Person
from wijkweb.dossier.actions.dossiers import writable
from wijkweb.dossier.actions.sections import restore_version
from wijkweb.dossier.actions.texts import Overtaken
from wijkweb.dossier.forms.texts import RestoreForm
from wijkweb.dossier.models import SectionVersion
from wijkweb.dossier.reads.desk import desk_of
from wijkweb.dossier.reads.versions import compared, versions_of
from wijkweb.dossier.reads.writing import section_of


@require_safe
def section_versions(request: HttpRequest, case_id: str, key: str) -> HttpResponse:
    case = allowed(request, "dossier.read", case_id)
    return _page(request, case, key)


def _page(request: HttpRequest, case: Case, key: str, status: int = 200) -> HttpResponse:
    desk = desk_of(case, cast(Person, request.user), "dossier")
    section = section_of(desk.dossier, key)
    found = versions_of(section, _number(request.GET.get("bladzijde", "1")))
    context = {"desk": desk, "section": section, "spec": desk.call.section(key), "found": found}
    return render(request, "dossier/versions.html", context, status=status)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 9 else 0


@require_safe
def section_difference(request: HttpRequest, case_id: str, key: str) -> HttpResponse:
    case = allowed(request, "dossier.read", case_id)
    desk = desk_of(case, cast(Person, request.user), "dossier")
    section = section_of(desk.dossier, key)
    numbers = sorted(_number(request.GET.get(name, "")) for name in ("van", "naar"))
    beside = request.GET.get("vorm") == "naast"
    found = compared(section, *numbers)
    context = {"desk": desk, "section": section, "spec": desk.call.section(key), "found": found, "beside": beside}
    return render(request, "dossier/difference.html", context)


@require_POST
def section_restore(request: HttpRequest, case_id: str, key: str, number: int) -> HttpResponse:
    case = allowed(request, "text.write", case_id)
    dossier, form = writable(case), RestoreForm(request.POST)
    section_of(dossier, key)
    if not form.is_valid():
        return _page(request, case, key, 422)
    try:
        person, token = cast(Person, request.user), form.cleaned_data["token"]
        restore_version(dossier=dossier, key=key, number=number, token=token, by=person, now=timezone.now())
    except SectionVersion.DoesNotExist:
        raise Http404 from None
    except Overtaken:
        messages.error(
            request, _("Somebody saved meanwhile; nothing was put back. Here are the versions as they stand now.")
        )
        return _page(request, case, key, 409)
    messages.success(request, _("Version %(number)d is back, as a new version.") % {"number": number})
    return redirect("section_write", case.public_id, key)
