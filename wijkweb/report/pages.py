"""What the pages of the reports share: a form from its empty page to its answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from wijkweb.commons import files
from wijkweb.commons.models import Case, Person
from wijkweb.contract.actions.parts import ChangedMeanwhile, Gone, Taken
from wijkweb.field.pages import form_page
from wijkweb.report.actions.refused import Refused
from wijkweb.report.refusals import FIELDS, said

Act = Callable[[Any], str]


def person_of(request: HttpRequest) -> Person:
    """Who asks."""
    return cast(Person, request.user)


def form_flow(
    request: HttpRequest, case: Case, tab: str, form: Any, act: Act, *, heading: object, back: str, **more: Any
) -> HttpResponse:
    """A form that is shown, refused, overtaken by somebody else, or done; `act` gives the address to go on to."""
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            return redirect(act(form))
        except ChangedMeanwhile as error:
            form, status, more = _again(form, error), 409, {**more, "beside": form.beside(cast(Any, error.part))}
        except Gone:
            form, status = form.again(new=True), 409
        except Taken:
            form.add_error(None, _("There is such a one already. Change that one, or choose another name."))
        except Refused as error:
            field = FIELDS.get(error.code)
            form.add_error(field if field in form.fields else None, said(error))
    return form_page(request, case, tab, form, heading=heading, back=back, status=status, **more)


def do(request: HttpRequest, act: Callable[[], object], back: str) -> HttpResponse:
    """A button: it is done, or a sentence says why not."""
    try:
        act()
    except Refused as error:
        messages.error(request, said(error))
    except (ChangedMeanwhile, Gone):
        messages.error(request, _("Somebody else changed this meanwhile. Nothing was done; look at it as it is now."))
    return redirect(back)


def token_of(request: HttpRequest) -> int | None:
    """The token that a button carried."""
    token = request.POST.get("token", "")
    return int(token) if token.isdecimal() and len(token) < 9 else None


def download(name: str, media_type: str, data: bytes) -> HttpResponse:
    """A file that a browser saves and never shows as a page of this site."""
    response = HttpResponse(data, content_type=media_type)
    response.headers["Content-Disposition"] = files.attachment(name)
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _again(form: Any, error: ChangedMeanwhile) -> Any:
    if isinstance(getattr(form, "on", None), type(error.part)):
        form.on = error.part
    return form.again(token=error.part.token)
