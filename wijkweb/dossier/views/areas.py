"""The areas of the diagnosis: chosen on a map, named by hand, changed, taken out."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from wijkweb.commons.access import allowed
from wijkweb.commons.ids import public_id
from wijkweb.commons.middleware import with_pictures_from
from wijkweb.commons.models import Case, Person
from wijkweb.dossier.actions.areas import (
    AreaChanged,
    AreaThere,
    add_reference,
    change_area,
    choose_areas,
    name_area,
    remove_area,
)
from wijkweb.dossier.actions.dossiers import writable
from wijkweb.dossier.forms.figures import AreaForm
from wijkweb.dossier.reads.areas import WHOLE, choice_of
from wijkweb.dossier.reads.desk import desk_of
from wijkweb.dossier.reads.imports import area_of

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
def areas(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "figures.write", case_id)
    if request.method != "POST":
        return _chooser(request, case)
    dossier, person, now = writable(case), cast(Person, request.user), timezone.now()
    codes, together = request.POST.getlist("gebied")[:500], request.POST.get("samen", "").strip()[:200]
    if "deel" in request.POST:
        return _chooser(request, case)
    if not codes and "referentie" not in request.POST:
        return _chooser(request, case, _("Choose at least one area."), 422)
    try:
        made = choose_areas(
            dossier=dossier,
            version=request.POST.get("kaart", "")[:60],
            codes=codes,
            together=together,
            by=person,
            now=now,
        )
    except AreaThere as there:
        return _chooser(request, case, _already(str(there)), 422)
    if "referentie" in request.POST:
        made.append(add_reference(dossier=dossier, by=person, now=now))
    messages.success(request, _("In the dossier: %(names)s.") % {"names": ", ".join(area.name for area in made)})
    return redirect("dossier_figures", case.public_id)


def _already(name: str) -> str:
    return _(
        "“%(name)s” is in the dossier already, in other boundaries or of other areas. Take that one out first, or give "
        "this one another name."
    ) % {"name": name}


def _chooser(request: HttpRequest, case: Case, problem: str = "", status: int = 200) -> HttpResponse:
    asked = request.POST if request.method == "POST" else request.GET
    desk = desk_of(case, cast(Person, request.user), "dossier_figures")
    part = asked.get("deel") or asked.get("nu", WHOLE)
    choice = choice_of(desk.dossier, asked.get("kaart", "")[:60], part, frozenset(asked.getlist("gebied")))
    has_reference = any(area.kind == "reference" for area in desk.dossier.projectarea_set.all())
    context = {
        "desk": desk,
        "choice": choice,
        "problem": problem,
        "together": asked.get("samen", ""),
        "has_reference": has_reference,
        "credit": settings.MAP_TILES_CREDIT,
    }
    response = render(request, "dossier/areas.html", context, status=status)
    response.headers["Content-Security-Policy"] = with_pictures_from(settings.MAP_TILES)
    return response


@require_http_methods(METHODS)
def area_new(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "figures.write", case_id)
    if request.method != "POST":
        return _area_page(request, case, AreaForm(initial={"public_id": public_id()}))
    dossier, form = writable(case), AreaForm(request.POST)
    if form.is_valid():
        data, person = form.cleaned_data, cast(Person, request.user)
        try:
            own = data["public_id"] or public_id()
            name_area(
                dossier=dossier, public_id=own, name=data["name"], kind=data["kind"], by=person, now=timezone.now()
            )
            return redirect("dossier_figures", case.public_id)
        except AreaThere:
            form.add_error("name", _("The dossier has an area of this name already."))
    return _area_page(request, case, form, 422)


@require_http_methods(METHODS)
def area(request: HttpRequest, case_id: str, area_id: str) -> HttpResponse:
    case = allowed(request, "figures.write", case_id)
    desk = desk_of(case, cast(Person, request.user), "dossier_figures")
    found = area_of(desk.dossier, area_id)
    if request.method != "POST":
        seen = {"name": found.name, "kind": found.kind, "token": found.token}
        return _area_page(request, case, AreaForm(initial=seen), area_id=area_id)
    dossier, form = writable(case), AreaForm(request.POST)
    if not form.is_valid():
        return _area_page(request, case, form, 422, area_id)
    typed = {name: form.cleaned_data[name] for name in ("name", "kind")} | {"token": form.cleaned_data["token"] or 0}
    try:
        change_area(area=found, dossier=dossier, by=cast(Person, request.user), now=timezone.now(), **typed)
        return redirect("dossier_figures", case.public_id)
    except AreaThere:
        form.add_error("name", _("The dossier has an area of this name already."))
        return _area_page(request, case, form, 422, area_id)
    except AreaChanged:
        theirs = AreaForm({**request.POST.dict(), "token": found.token})
        theirs.add_error(
            None,
            _("Somebody else made it “%(name)s” meanwhile. Save again to put yours in its place.")
            % {"name": found.name},
        )
        return _area_page(request, case, theirs, 409, area_id)


def _area_page(request: HttpRequest, case: Case, form: AreaForm, status: int = 200, area_id: str = "") -> HttpResponse:
    desk = desk_of(case, cast(Person, request.user), "dossier_figures")
    return render(request, "dossier/area.html", {"desk": desk, "form": form, "area_id": area_id}, status=status)


@require_POST
def area_remove(request: HttpRequest, case_id: str, area_id: str) -> HttpResponse:
    case = allowed(request, "figures.write", case_id)
    dossier = writable(case)
    found = area_of(dossier, area_id)
    number = remove_area(area=found, dossier=dossier, by=cast(Person, request.user), now=timezone.now())
    messages.success(
        request, _("%(name)s was taken out, with %(number)s figures.") % {"name": found.name, "number": number}
    )
    return redirect("dossier_figures", case.public_id)
