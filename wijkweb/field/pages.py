"""The page of a form of the field: what it is about, what somebody else made of it, the form, where to go back to."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from wijkweb.commons.models import Case, Person
from wijkweb.contract.reads.frame import Frame, frame_of


def frame_for(request: HttpRequest, case: Case, tab: str) -> Frame:
    """The frame of a page under one of the tabs of the contract."""
    return frame_of(case, cast(Person, request.user), tab)


def form_page(
    request: HttpRequest, case: Case, tab: str, form: Any, *, heading: object, back: str, status: int = 200, **more: Any
) -> HttpResponse:
    """A form that is filled in (200), wrong (422) or overtaken by somebody else (409)."""
    context: dict[str, Any] = {
        "frame": frame_for(request, case, tab), "form": form, "heading": heading, "back": back,
        "overtaken": status == 409 and not more.get("beside"),
    }  # fmt: skip
    return render(request, "field/form.html", context | more, status=status)


def at(name: str, case: Case, *ids: str, anchor: str = "") -> str:
    """The address of a page of a contract."""
    return reverse(name, args=[case.public_id, *ids]) + (f"#{anchor}" if anchor else "")


def back_to(name: str, case: Case, *ids: str, anchor: str = "") -> HttpResponse:
    """Sends the person on to a page of the contract."""
    return redirect(at(name, case, *ids, anchor=anchor))
