"""A section is written: its page, the saves of it, and what an open page asks between saves."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wijkweb.commons.access import allowed
from wijkweb.commons.models import Case, Person
from wijkweb.dossier.actions.dossiers import changed, writable
from wijkweb.dossier.actions.sections import be_present
from wijkweb.dossier.actions.texts import MOST_CHARACTERS, Overtaken, Saved, TooLong, save_text
from wijkweb.dossier.forms.texts import AnswerForm, CommentForm, CompareForm, PlanForm, SaveForm, posted
from wijkweb.dossier.models import Section, SectionVersion
from wijkweb.dossier.reads.comments import said_about
from wijkweb.dossier.reads.content import dossier_of
from wijkweb.dossier.reads.desk import desk_of
from wijkweb.dossier.reads.versions import conflict_of
from wijkweb.dossier.reads.writing import check_is_old, present_in, section_of, writers_of, writing_of


@require_safe
def section_write(request: HttpRequest, case_id: str, key: str) -> HttpResponse:
    case = allowed(request, "dossier.read", case_id)
    return _write_page(request, case, key)


def _write_page(request: HttpRequest, case: Case, key: str, *, status: int = 200, **more: Any) -> HttpResponse:
    """The writing page; `more` are forms that come back, or a text that was typed and not saved."""
    person = cast(Person, request.user)
    desk = desk_of(case, person, "dossier")
    writing = writing_of(desk, key, person, timezone.now())
    context = {
        "desk": desk,
        "writing": writing,
        "text": writing.section.text,
        "said": said_about(writing.section),
        "answer_form": AnswerForm(questions=writing.spec.questions),
        "comment_form": CommentForm(auto_id="comment_%s"),
        "plan_form": PlanForm(section=writing.section, people=writers_of(case), auto_id="plan_%s"),
    }
    return render(request, "dossier/write.html", context | more, status=status)


@require_POST
def section_save(request: HttpRequest, case_id: str, key: str) -> HttpResponse:
    case = allowed(request, "text.write", case_id)
    form = SaveForm(posted(request))
    as_json = request.content_type == "application/json"
    section = section_of(writable(case), key)
    if not form.is_valid():
        return _refused(request, case, key, form, as_json)
    return (_save_json if as_json else _save_form)(request, case, section, form)


def _refused(request: HttpRequest, case: Case, key: str, form: SaveForm, as_json: bool) -> HttpResponse:
    if as_json:
        return JsonResponse({"reason": "malformed"}, status=422)
    messages.error(
        request, _("This did not come from the page as it is; look whether your text is whole, and save again.")
    )
    return _write_page(request, case, key, status=422, text=form.cleaned_data.get("text", ""))


def _save_form(request: HttpRequest, case: Case, section: Section, form: SaveForm) -> HttpResponse:
    person, text = cast(Person, request.user), form.cleaned_data["text"]
    try:
        saved = save_text(
            dossier=writable(case), key=section.key, by=person, now=timezone.now(), told=True, **form.saving()
        )
    except TooLong:
        most = {"number": MOST_CHARACTERS}
        messages.error(
            request, _("A section holds at most %(number)d characters; nothing was saved. Shorten it.") % most
        )
        return _write_page(request, case, section.key, status=422, text=text)
    except Overtaken as overtaken:
        conflict = conflict_of(overtaken.section, mine=text, base=form.cleaned_data["base"])
        desk = desk_of(case, person, "dossier")
        spec = desk.call.section(section.key)
        context = {"desk": desk, "conflict": conflict, "spec": spec, "aside": overtaken.aside}
        return render(request, "dossier/conflict.html", context, status=409)
    messages.success(request, _told(saved))
    return redirect("section_write", case.public_id, section.key)


def _told(saved: Saved) -> str:
    if saved.reopened:
        return _("Saved. This section was approved; because its text changed it is open again.")
    return _("Saved.")


def _save_json(request: HttpRequest, case: Case, section: Section, form: SaveForm) -> HttpResponse:
    person, now, dossier = cast(Person, request.user), timezone.now(), writable(case)
    if form.cleaned_data["person"] != person.public_id:
        return JsonResponse({"reason": "other_person"}, status=401)
    by_hand = form.cleaned_data["kind"] == SectionVersion.Kind.SAVE
    try:
        saved = save_text(dossier=dossier, key=section.key, by=person, now=now, told=by_hand, **form.saving())
    except TooLong:
        return JsonResponse({"reason": "too_long", "most": MOST_CHARACTERS}, status=422)
    except Overtaken as overtaken:
        return JsonResponse({"reason": "overtaken", "aside": overtaken.aside, **_stand(overtaken.section)}, status=409)
    be_present(section=section, by=person, now=now)
    answer = {"token": saved.token, "saved_at": now.isoformat(), "reopened": saved.reopened}
    stale = not by_hand and check_is_old(dossier, now)
    return JsonResponse({**answer, "stale": stale, "present": present_in(section, now, person)})


def _stand(section: Section) -> dict[str, Any]:
    """How the text of a section stands now: the token of its newest save, when that was and by whom."""
    return {
        "token": section.token,
        "saved_at": section.saved_at and section.saved_at.isoformat(),
        "by": str(section.saved_by or ""),
    }


@require_POST
def section_compare(request: HttpRequest, case_id: str, key: str) -> HttpResponse:
    case = allowed(request, "text.write", case_id)
    form = CompareForm(posted(request))
    section = section_of(writable(case), key)
    if not form.is_valid():
        return JsonResponse({"reason": "malformed"}, status=422)
    conflict = conflict_of(section, mine=form.cleaned_data["text"], base=form.cleaned_data["base"])
    html = render_to_string("dossier/_conflict.html", {"conflict": conflict}, request)
    shown = {"html": html, "theirs": conflict.theirs, "proposal": conflict.proposal}
    return JsonResponse({**shown, **_stand(section), "mergeable": conflict.differences is not None})


@require_POST
def section_check(request: HttpRequest, case_id: str, key: str) -> HttpResponse:
    case = allowed(request, "text.write", case_id)
    person, now, dossier = cast(Person, request.user), timezone.now(), writable(case)
    section_of(dossier, key)
    if dossier.checked_at is None or dossier.checked_at < dossier.changed_at:
        changed(dossier=dossier, by=person, now=now)
    writing = writing_of(desk_of(case, person, "dossier"), key, person, now)
    return JsonResponse({"html": render_to_string("dossier/_said_by_check.html", {"writing": writing}, request)})


@require_POST
def section_present(request: HttpRequest, case_id: str, key: str) -> HttpResponse:
    case = allowed(request, "text.write", case_id)
    person, now = cast(Person, request.user), timezone.now()
    section = section_of(writable(case), key)
    be_present(section=section, by=person, now=now)
    return JsonResponse({**_stand(section), "present": present_in(section, now, person)})


@require_safe
def section_stand(request: HttpRequest, case_id: str, key: str) -> HttpResponse:
    case = allowed(request, "dossier.read", case_id)
    person = cast(Person, request.user)
    section = section_of(dossier_of(case), key)
    known = {"csrf": get_token(request), "person": person.public_id}
    return JsonResponse({**known, **_stand(section), "present": present_in(section, timezone.now(), person)})
