"""A chapter of a report is written: its page, the saves of it, what an open page asks between saves, its versions."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wijkweb.commons.access import allowed
from wijkweb.commons.models import Case, Person
from wijkweb.contract.reads.contracts import contract_of, day_of
from wijkweb.contract.reads.frame import frame_of
from wijkweb.dossier.actions.writing import MOST_CHARACTERS, Overtaken, TooLong
from wijkweb.dossier.forms.texts import CompareForm, SaveForm, posted
from wijkweb.dossier.models.written import Version
from wijkweb.dossier.reads.versions import compared, conflict_of, versions_of
from wijkweb.report.actions.reports import NotNow, be_present, save_chapter
from wijkweb.report.models import ReportText, YearReport
from wijkweb.report.reads.pages import present_in, text_of, writing_of
from wijkweb.report.reads.reports import LANGUAGE, report_of
from wijkweb.report.words import TITLES
from wijkweb.shapes.markdown import parse


@require_safe
def chapter_write(request: HttpRequest, case_id: str, year: int, key: str) -> HttpResponse:
    case = allowed(request, "report.read", case_id)
    return _page(request, case, year, key)


def _page(request: HttpRequest, case: Case, year: int, key: str, *, status: int = 200, **more: Any) -> HttpResponse:
    """The writing page; `more` is a text that was typed and not saved."""
    person = cast(Person, request.user)
    frame = frame_of(case, person, "report_list")
    report, now = report_of(frame.contract, year), timezone.now()
    writing = writing_of(report, _known(key), person, now, day_of(frame.contract, now))
    open_ = report.state == YearReport.State.OPEN and frame.may("report.write")
    context = {
        "frame": frame,
        "writing": writing,
        "text": writing.section.text,
        "open": open_,
        "data": {"language": LANGUAGE},
    }
    if not open_:
        context["blocks"] = parse(writing.section.text)
    return render(request, "report/write.html", context | more, status=status)


def _known(key: str) -> str:
    if key not in TITLES:
        raise Http404
    return key


@require_POST
def chapter_save(request: HttpRequest, case_id: str, year: int, key: str) -> HttpResponse:
    case = allowed(request, "report.write", case_id)
    form = SaveForm(posted(request))
    as_json = request.content_type == "application/json"
    text = text_of(report_of(contract_of(case), year), _known(key))
    if not form.is_valid():
        return _refused(request, case, text, form, as_json)
    return (_save_json if as_json else _save_form)(request, case, text, form)


def _refused(request: HttpRequest, case: Case, text: ReportText, form: SaveForm, as_json: bool) -> HttpResponse:
    if as_json:
        return JsonResponse({"reason": "malformed"}, status=422)
    messages.error(
        request, _("This did not come from the page as it is; look whether your text is whole, and save again.")
    )
    return _page(request, case, text.report.year, text.key, status=422, text=form.cleaned_data.get("text", ""))


def _save_form(request: HttpRequest, case: Case, text: ReportText, form: SaveForm) -> HttpResponse:
    person, report, typed = cast(Person, request.user), text.report, form.cleaned_data["text"]
    where = (case, report.year, text.key)
    try:
        save_chapter(report=report, key=text.key, by=person, now=timezone.now(), told=True, **form.saving())
    except TooLong:
        most = {"number": MOST_CHARACTERS}
        messages.error(
            request, _("A section holds at most %(number)d characters; nothing was saved. Shorten it.") % most
        )
        return _page(request, *where, status=422, text=typed)
    except NotNow:
        messages.error(
            request, _("The report is closed, so its text stays as it is. What you typed is kept among the versions.")
        )
        return _page(request, *where, status=409)
    except Overtaken as overtaken:
        conflict = conflict_of(overtaken.section, mine=typed, base=form.cleaned_data["base"])
        frame = frame_of(case, person, "report_list")
        context = {"frame": frame, "conflict": conflict, "report": report, "text": text, "aside": overtaken.aside}
        return render(request, "report/conflict.html", context, status=409)
    messages.success(request, _("Saved."))
    return redirect("chapter_write", case.public_id, report.year, text.key)


def _save_json(request: HttpRequest, case: Case, text: ReportText, form: SaveForm) -> HttpResponse:
    person, now = cast(Person, request.user), timezone.now()
    if form.cleaned_data["person"] != person.public_id:
        return JsonResponse({"reason": "other_person"}, status=401)
    told = form.cleaned_data["kind"] == Version.Kind.SAVE
    try:
        saved = save_chapter(report=text.report, key=text.key, by=person, now=now, told=told, **form.saving())
    except TooLong:
        return JsonResponse({"reason": "too_long", "most": MOST_CHARACTERS}, status=422)
    except NotNow:
        return JsonResponse({"reason": "closed"}, status=409)
    except Overtaken as overtaken:
        return JsonResponse({"reason": "overtaken", "aside": overtaken.aside, **_stand(overtaken.section)}, status=409)
    be_present(text=text, by=person, now=now)
    answer = {"token": saved.token, "saved_at": now.isoformat(), "reopened": False, "stale": False}
    return JsonResponse({**answer, "present": present_in(text, now, person)})


def _stand(text: ReportText) -> dict[str, Any]:
    """How the text stands now: the token of its newest save, when that was and by whom."""
    return {
        "token": text.token,
        "saved_at": text.saved_at and text.saved_at.isoformat(),
        "by": str(text.saved_by or ""),
    }


@require_POST
def chapter_compare(request: HttpRequest, case_id: str, year: int, key: str) -> HttpResponse:
    case = allowed(request, "report.write", case_id)
    form = CompareForm(posted(request))
    text = text_of(report_of(contract_of(case), year), _known(key))
    if not form.is_valid():
        return JsonResponse({"reason": "malformed"}, status=422)
    conflict = conflict_of(text, mine=form.cleaned_data["text"], base=form.cleaned_data["base"])
    html = render_to_string("dossier/_conflict.html", {"conflict": conflict}, request)
    shown = {"html": html, "theirs": conflict.theirs, "proposal": conflict.proposal}
    return JsonResponse({**shown, **_stand(text), "mergeable": conflict.differences is not None})


@require_POST
def chapter_present(request: HttpRequest, case_id: str, year: int, key: str) -> HttpResponse:
    case = allowed(request, "report.write", case_id)
    person, now = cast(Person, request.user), timezone.now()
    text = text_of(report_of(contract_of(case), year), _known(key))
    be_present(text=text, by=person, now=now)
    return JsonResponse({**_stand(text), "present": present_in(text, now, person)})


@require_safe
def chapter_stand(request: HttpRequest, case_id: str, year: int, key: str) -> HttpResponse:
    case = allowed(request, "report.read", case_id)
    person = cast(Person, request.user)
    text = text_of(report_of(contract_of(case), year), _known(key))
    known = {"csrf": get_token(request), "person": person.public_id}
    return JsonResponse({**known, **_stand(text), "present": present_in(text, timezone.now(), person)})


@require_safe
def chapter_versions(request: HttpRequest, case_id: str, year: int, key: str) -> HttpResponse:
    case = allowed(request, "report.read", case_id)
    frame = frame_of(case, cast(Person, request.user), "report_list")
    text = text_of(report_of(frame.contract, year), _known(key))
    numbers = sorted(_number(request.GET.get(name, "")) for name in ("van", "naar"))
    context: dict[str, Any] = {"frame": frame, "text": text, "report": text.report, "title": TITLES[key]}
    if all(numbers):
        found = compared(text, *numbers)
        return render(request, "report/difference.html", context | {"found": found})
    page = _number(request.GET.get("bladzijde", "1"))
    return render(request, "report/versions.html", context | {"found": versions_of(text, page)})


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 9 else 0
