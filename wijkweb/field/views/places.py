"""Places: the list and the map, one place, its steps, proposals of phones."""

from __future__ import annotations

from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkweb.commons.access import allowed
from wijkweb.commons.models import Case, Person
from wijkweb.contract.actions.parts import ChangedMeanwhile, change_part
from wijkweb.contract.reads.contracts import contract_of, day_of
from wijkweb.field.actions.places import (
    NoCoOwner,
    NotThatPhase,
    NotThatPlace,
    accept_place,
    add_co_owner,
    add_place,
    close_place,
    merge_place,
    move_phase,
    remove_co_owner,
)
from wijkweb.field.forms.places import CloseForm, CoOwnerForm, MergeForm, PhaseForm, PlaceForm
from wijkweb.field.models import Place
from wijkweb.field.pages import at, back_to, form_page, frame_for
from wijkweb.field.reads.ground import Spot, ground_of
from wijkweb.field.reads.places import DAYS, place_of, place_page, places_of

TAB = "place_list"


@require_safe
def place_list(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "field.read", case_id)
    frame, asked = frame_for(request, case, TAB), request.GET.get("dagen", "")
    days = int(asked) if asked in map(str, DAYS) else 30
    context = {
        "frame": frame,
        "places": places_of(frame.contract, today=day_of(frame.contract, timezone.now()), days=days),
        "choices": DAYS,
        "may_write": frame.may("place.write"),
        "may_accept": frame.may("place.accept"),
    }
    return render(request, "field/places.html", context)


@require_safe
def place(request: HttpRequest, case_id: str, place_id: str) -> HttpResponse:
    case = allowed(request, "field.read", case_id)
    return _place_page(request, case, _place(case, place_id))


@require_http_methods(["GET", "HEAD", "POST"])
def place_add(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "place.write", case_id)
    contract, now = contract_of(case), timezone.now()
    today = day_of(contract, now)
    if request.method != "POST":
        return _form(request, case, PlaceForm.empty(contract=contract, today=today), None)
    form = PlaceForm(request.POST, contract=contract, today=today)
    if form.is_valid():
        try:
            made = add_place(
                contract=contract, public_id=form.own_id, values=form.values(), by=_person(request), now=now
            )
            return back_to("place", case, made.public_id)
        except ChangedMeanwhile as error:
            return _again(request, case, form, cast(Place, error.part))
    return _form(request, case, form, None, 422)


@require_http_methods(["GET", "HEAD", "POST"])
def place_change(request: HttpRequest, case_id: str, place_id: str) -> HttpResponse:
    case = allowed(request, "place.write", case_id)
    found, now = _place(case, place_id), timezone.now()
    today = day_of(found.contract, now)
    if request.method != "POST":
        return _form(request, case, PlaceForm.of(found, today=today), found)
    form = PlaceForm(request.POST, contract=found.contract, today=today)
    if form.is_valid():
        token = form.cleaned_data["token"]
        try:
            change_part(part=found, token=token, values=form.values(), by=_person(request), now=now)
            return back_to("place", case, place_id)
        except ChangedMeanwhile as error:
            return _again(request, case, form, cast(Place, error.part))
    return _form(request, case, form, found, 422)


@require_http_methods(["GET", "HEAD", "POST"])
def place_accept(request: HttpRequest, case_id: str, place_id: str) -> HttpResponse:
    case = allowed(request, "place.accept", case_id)
    found, now = _place(case, place_id), timezone.now()
    today = day_of(found.contract, now)
    if request.method != "POST":
        return _form(request, case, PlaceForm.of(found, today=today), found, accepting=True)
    form = PlaceForm(request.POST, contract=found.contract, today=today)
    if form.is_valid():
        token = form.cleaned_data["token"]
        try:
            accept_place(place=found, token=token, values=form.values(), by=_person(request), now=now)
            return back_to("place", case, place_id)
        except ChangedMeanwhile as error:
            return _again(request, case, form, cast(Place, error.part), accepting=True)
        except NotThatPlace:
            form.add_error(None, _("This place stands in the list already."))
    return _form(request, case, form, found, 422, accepting=True)


@require_http_methods(["GET", "HEAD", "POST"])
def place_merge(request: HttpRequest, case_id: str, place_id: str) -> HttpResponse:
    case = allowed(request, "place.accept", case_id)
    found = _place(case, place_id)
    form = MergeForm(request.POST, place=found) if request.method == "POST" else MergeForm(place=found)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        target = _place(case, form.cleaned_data["target"])
        token = form.cleaned_data["token"]
        try:
            merge_place(place=found, token=token, target=target, by=_person(request), now=timezone.now())
            return back_to("place", case, target.public_id)
        except ChangedMeanwhile as error:
            form, status = form.again(error.part.token), 409
        except NotThatPlace:
            form.add_error(None, _("Only a place that a phone proposed can be taken together with another one."))
    heading = _("“%(place)s” is a place that is there already") % {"place": found.name}
    lead = _("Its contacts move there, and the totals of both are worked out anew. This cannot be undone.")
    back = at("place_accept", case, place_id)
    return form_page(request, case, TAB, form, heading=heading, lead=lead, back=back, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def place_phase(request: HttpRequest, case_id: str, place_id: str) -> HttpResponse:
    case = allowed(request, "place.write", case_id)
    found, now = _place(case, place_id), timezone.now()
    today = day_of(found.contract, now)
    page = place_page(found, today=today)
    data = request.POST if request.method == "POST" else None
    form, status = PhaseForm(data, place=found, phases=page.next, today=today), 200 if data is None else 422
    if form.is_valid():
        try:
            move_phase(place=found, by=_person(request), now=now, **form.cleaned_data)
            return back_to("place", case, place_id, anchor="phases")
        except ChangedMeanwhile as error:
            form, status = form.again(error.part.token), 409
        except NoCoOwner:
            form.add_error("phase", _("Name an organisation that carries this place too first, on the page before."))
        except NotThatPhase:
            form.add_error("phase", _("The place cannot go there from where it stands now; look at it again."))
    return _phase_page(request, case, page, form, status)


@require_http_methods(["GET", "HEAD", "POST"])
def place_close(request: HttpRequest, case_id: str, place_id: str) -> HttpResponse:
    case = allowed(request, "place.write", case_id)
    found, now = _place(case, place_id), timezone.now()
    data = request.POST if request.method == "POST" else None
    form, status = CloseForm(data, place=found, today=day_of(found.contract, now)), 200 if data is None else 422
    if form.is_valid():
        on, token = form.cleaned_data.get("closed_on"), form.cleaned_data["token"]
        try:
            close_place(place=found, token=token, on=on, by=_person(request), now=now)
            return back_to("place", case, place_id)
        except ChangedMeanwhile as error:
            form, status = form.again(error.part.token), 409
    heading = _("Open “%(place)s” again") if found.closed_on else _("Close “%(place)s”")
    lead = "" if found.closed_on else _("It goes from the list of the phones. What was done there stays, always.")
    more = {"lead": lead, "back": at("place", case, place_id), "status": status}
    return form_page(request, case, TAB, form, heading=heading % {"place": found.name}, **more)


@require_POST
def place_co_owner(request: HttpRequest, case_id: str, place_id: str) -> HttpResponse:
    case = allowed(request, "place.write", case_id)
    found, form = _place(case, place_id), CoOwnerForm(request.POST)
    if not form.is_valid():
        return _place_page(request, case, found, form, 422)
    add_co_owner(place=found, by=_person(request), now=timezone.now(), **form.cleaned_data)
    return back_to("place", case, place_id, anchor="owners")


@require_POST
def place_co_owner_remove(request: HttpRequest, case_id: str, place_id: str) -> HttpResponse:
    case = allowed(request, "place.write", case_id)
    found = _place(case, place_id)
    try:
        remove_co_owner(place=found, name=request.POST.get("name", ""), by=_person(request), now=timezone.now())
    except NoCoOwner:
        refused = _("This place is carried by others too, so one of them has to stay. First bring it back a phase.")
        return _place_page(request, case, found, None, 409, refused=refused)
    return back_to("place", case, place_id, anchor="owners")


def _person(request: HttpRequest) -> Person:
    return cast(Person, request.user)


def _place(case: Case, place_id: str) -> Place:
    found = place_of(case, place_id)
    if found is None:
        raise Http404
    return found


def _place_page(
    request: HttpRequest, case: Case, found: Place, form: CoOwnerForm | None = None, status: int = 200, **more: Any
) -> HttpResponse:
    frame, today = frame_for(request, case, TAB), day_of(found.contract, timezone.now())
    context = {
        "frame": frame,
        "page": place_page(found, today=today),
        "form": form or CoOwnerForm(initial={"since": today}),
        "may_write": frame.may("place.write"),
        "may_accept": frame.may("place.accept"),
    }
    return render(request, "field/place.html", context | more, status=status)


def _form(
    request: HttpRequest, case: Case, form: PlaceForm, found: Place | None, status: int = 200, *,
    accepting: bool = False, **more: Any,
) -> HttpResponse:  # fmt: skip
    contract = contract_of(case)
    whole = request.GET.get("kaart") == "heel"
    # a new place is put beside those that are there, so that nobody puts one twice
    others = [place for place in contract.place_set.filter(into=None, closed_on=None) if place != found]
    spots = [Spot(0, place) for place in others] + ([Spot(0, found, True)] if found else [])
    heading = _("Add a place") if found is None else _("Change “%(place)s”") % {"place": found.name}
    context = {"ground": ground_of(contract, spots, whole=whole), "pick": True, "whole": whole, **more}
    if accepting and found:
        heading = _("“%(place)s” was proposed by a phone") % {"place": found.name}
        context |= {"lead": _("Put it in the list, or take it together with a place that is there already.")}
        context |= {
            "merge": at("place_merge", case, found.public_id),
            "close": at("place_close", case, found.public_id),
        }
    back = at(TAB, case) if found is None or accepting else at("place", case, found.public_id)
    return form_page(request, case, TAB, form, heading=heading, back=back, status=status, **context)


def _again(request: HttpRequest, case: Case, form: PlaceForm, found: Place, *, accepting: bool = False) -> HttpResponse:
    again = form.again(token=found.token)
    return _form(request, case, again, found, 409, accepting=accepting, beside=form.beside(found))


def _phase_page(request: HttpRequest, case: Case, page: Any, form: PhaseForm, status: int) -> HttpResponse:
    heading = _("The phase of “%(place)s”") % {"place": page.place.name}
    back = at("place", case, page.place.public_id)
    return form_page(request, case, TAB, form, heading=heading, back=back, status=status, phases=page.phases)
