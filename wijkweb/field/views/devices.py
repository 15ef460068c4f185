"""Phones: in by a one-time code, out by one tap."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkweb.commons.access import allowed
from wijkweb.commons.models import Case, Person
from wijkweb.contract.reads.contracts import contract_of
from wijkweb.contract.reads.frame import frame_of
from wijkweb.field.actions.devices import CODE_HOURS, CodeOver, invite_device, renew_code, revoke_device
from wijkweb.field.forms.devices import DeviceForm
from wijkweb.field.models import Device
from wijkweb.field.reads.devices import SILENT_DAYS, device_of, phones_of
from wijkweb.writers.qr import qr_svg

TAB = "device_list"
PHONE = "/telefoon/"


@require_safe
def device_list(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "device.manage", case_id)
    frame = frame_of(case, cast(Person, request.user), TAB)
    found = phones_of(frame.contract, timezone.now())
    return render(request, "field/devices.html", {"frame": frame, "found": found, "silent_days": SILENT_DAYS})


@require_http_methods(["GET", "HEAD", "POST"])
def device_add(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "device.manage", case_id)
    by, contract = cast(Person, request.user), contract_of(case)
    form = DeviceForm(request.POST if request.method == "POST" else None, contract=contract)
    if form.is_valid():
        try:
            device, code = invite_device(contract=contract, by=by, now=timezone.now(), **form.cleaned_data)
            return _code_page(request, case, device, code)
        except CodeOver:
            return redirect(TAB, case.public_id)
    context = {"frame": frame_of(case, by, TAB), "form": form}
    return render(request, "field/device_add.html", context, status=422 if form.is_bound else 200)


@require_POST
def device_code(request: HttpRequest, case_id: str, device_id: str) -> HttpResponse:
    case = allowed(request, "device.manage", case_id)
    device = device_of(contract_of(case), device_id)
    try:
        code = renew_code(device=device, by=cast(Person, request.user), now=timezone.now())
    except CodeOver:
        return redirect(TAB, case.public_id)
    return _code_page(request, case, device, code)


@require_http_methods(["GET", "HEAD", "POST"])
def device_revoke(request: HttpRequest, case_id: str, device_id: str) -> HttpResponse:
    case = allowed(request, "device.manage", case_id)
    by, device = cast(Person, request.user), device_of(contract_of(case), device_id)
    if request.method == "POST":
        revoke_device(device=device, by=by, now=timezone.now())
        return redirect(TAB, case.public_id)
    return render(request, "field/device_revoke.html", {"frame": frame_of(case, by, TAB), "device": device})


def _code_page(request: HttpRequest, case: Case, device: Device, code: str) -> HttpResponse:
    """The code, this once: only its hash is kept. It stands behind a #, so that no log of a server holds it."""
    frame = frame_of(case, cast(Person, request.user), TAB)
    phone = request.build_absolute_uri(PHONE)
    parts = {"first": code[:4], "second": code[4:], "qr": qr_svg(f"{phone}#code={code}"), "phone": phone}
    context = {"frame": frame, "device": device, "hours": CODE_HOURS, **parts}
    return render(request, "field/device_code.html", context)
