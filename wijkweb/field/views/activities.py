"""Activities by month, their form, and the agenda that others follow."""

from __future__ import annotations

from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkweb.commons.access import allowed
from wijkweb.commons.models import Case, Person
from wijkweb.contract.actions.parts import ChangedMeanwhile, change_part
from wijkweb.contract.reads.contracts import contract_of, day_of
from wijkweb.field.actions.activities import add_activities, make_feed, revoke_feed
from wijkweb.field.actions.devices import hash_of
from wijkweb.field.forms.activities import ActivityForm
from wijkweb.field.models import Activity
from wijkweb.field.pages import at, back_to, form_page, frame_for
from wijkweb.field.reads.activities import activity_of, feed_behind, feed_of, year_of
from wijkweb.writers.agenda import agenda

TAB = "activity_list"


@require_safe
def activity_list(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "field.read", case_id)
    frame, asked = frame_for(request, case, TAB), request.GET.get("jaar", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else None
    shown = year_of(frame.contract, year, today=day_of(frame.contract, timezone.now()))
    context = {"frame": frame, "year": shown, "may_write": frame.may("activity.write")}
    return render(request, "field/activities.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def activity_add(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "activity.write", case_id)
    contract = contract_of(case)
    if request.method != "POST":
        today = day_of(contract, timezone.now())
        return _form(request, case, ActivityForm.empty(contract=contract, today=today), None)
    form = ActivityForm(request.POST, contract=contract)
    if form.is_valid():
        try:
            made = add_activities(
                contract=contract, public_id=form.own_id, values=form.values(), weeks=form.in_row,
                by=_person(request), now=timezone.now(),
            )  # fmt: skip
            return _back(case, made)
        except ChangedMeanwhile as error:
            return _again(request, case, form, cast(Activity, error.part))
    return _form(request, case, form, None, 422)


@require_http_methods(["GET", "HEAD", "POST"])
def activity_change(request: HttpRequest, case_id: str, activity_id: str) -> HttpResponse:
    case = allowed(request, "activity.write", case_id)
    found = activity_of(case, activity_id)
    if found is None:
        raise Http404
    if request.method != "POST":
        return _form(request, case, ActivityForm.of(found), found)
    form = ActivityForm(request.POST, contract=found.contract, planned=False)
    if form.is_valid():
        token = form.cleaned_data["token"]
        try:
            change_part(part=found, token=token, values=form.values(), by=_person(request), now=timezone.now())
            return _back(case, cast(Activity, activity_of(case, activity_id)))
        except ChangedMeanwhile as error:
            return _again(request, case, form, cast(Activity, error.part))
    return _form(request, case, form, found, 422)


@require_http_methods(["GET", "HEAD", "POST"])
def activity_feed(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "field.read", case_id)
    frame, address = frame_for(request, case, TAB), ""
    if request.method == "POST":
        secret = make_feed(contract=frame.contract, person=_person(request), now=timezone.now())
        address = request.build_absolute_uri(reverse("feed", args=[secret]))
    context = {"frame": frame, "feed": feed_of(frame.contract, _person(request)), "address": address}
    return render(request, "field/feed.html", context)


@require_POST
def activity_feed_revoke(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "field.read", case_id)
    revoke_feed(contract=contract_of(case), person=_person(request), now=timezone.now())
    return back_to("activity_feed", case)


@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    allowed(request, "door.enter")
    now = timezone.now()
    found = feed_behind(hash_of(secret), now=now)
    if found is None:
        raise Http404
    zone = timezone.get_default_timezone_name()
    response = HttpResponse(
        agenda(found.entries, title=found.title, zone=zone, now=now), "text/calendar; charset=utf-8"
    )
    response.headers["Content-Disposition"] = 'inline; filename="wijkweb.ics"'
    return response


def _person(request: HttpRequest) -> Person:
    return cast(Person, request.user)


def _form(
    request: HttpRequest, case: Case, form: ActivityForm, found: Activity | None, status: int = 200, **more: Any
) -> HttpResponse:
    heading = _("Plan an activity") if found is None else _("Change “%(title)s”") % {"title": found.title}
    back = at(TAB, case)
    return form_page(request, case, TAB, form, heading=heading, back=back, status=status, paired=True, **more)


def _again(request: HttpRequest, case: Case, form: ActivityForm, found: Activity) -> HttpResponse:
    again = form.again(token=found.token)
    return _form(request, case, again, found, 409, beside=form.beside(found))


def _back(case: Case, found: Activity) -> HttpResponse:
    year = timezone.localdate(found.starts_at).year
    response = back_to(TAB, case)
    response["Location"] += f"?jaar={year}#activity-{found.public_id}"
    return response
