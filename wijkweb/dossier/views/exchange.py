"""What comes back: a Word file that somebody went on in, the JSON of a dossier."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wijkweb.commons.access import allowed
from wijkweb.commons.models import Person
from wijkweb.dossier.actions.dossiers import AlreadyProposed, writable
from wijkweb.dossier.actions.exchange import import_new, import_version
from wijkweb.dossier.actions.papers import check_paper
from wijkweb.dossier.actions.returning import take_over
from wijkweb.dossier.forms.exchange import JsonForm, JsonStartForm, TakeForm, WordForm
from wijkweb.dossier.models import Dossier, Paper
from wijkweb.dossier.reads.desk import Desk, desk_of
from wijkweb.dossier.reads.returned import WordBack, paper_back, word_back
from wijkweb.dossier.views.exports import TAB
from wijkweb.readers.errors import Unreadable
from wijkweb.writers.messages import say_unreadable


@require_http_methods(["GET", "HEAD", "POST"])
def word(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "text.write", case_id)
    person = cast(Person, request.user)
    desk = desk_of(case, person, TAB)
    dossier = writable(case) if request.method == "POST" else desk.dossier
    form = WordForm(request.POST, request.FILES) if request.method == "POST" else WordForm()
    if form.is_valid():
        try:
            paper = _read(form, dossier, person)
            return redirect("dossier_word_back", case.public_id, paper.public_id)
        except Unreadable as error:
            form.add_error("file", say_unreadable(error.code, error.facts, get_language() or "nl"))
    return render(request, "dossier/word.html", {"desk": desk, "form": form}, status=422 if form.errors else 200)


def _read(form: WordForm, dossier: Dossier, person: Person) -> Paper:
    file = form.cleaned_data["file"]
    return check_paper(
        data=file.read(),
        name=file.name or "",
        municipality=dossier.municipality,
        call_version=dossier.call_version,
        by=person,
        now=timezone.now(),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def word_back_page(request: HttpRequest, case_id: str, paper_id: str) -> HttpResponse:
    case = allowed(request, "text.write", case_id)
    person = cast(Person, request.user)
    desk = desk_of(case, person, TAB)
    dossier = writable(case) if request.method == "POST" else desk.dossier
    paper = paper_back(person, dossier, paper_id)
    if paper is None:
        raise Http404
    found = word_back(desk, paper)
    if request.method != "POST":
        return _back_page(request, desk, found)
    form = TakeForm(request.POST, found=found, keys=frozenset(spec.key for spec in desk.call.sections))
    if not form.is_valid():
        return _back_page(request, desk, found, form, status=422)
    overtaken = take_over(dossier=dossier, paper=paper, texts=form.texts(), by=person, now=timezone.now())
    if overtaken:
        return _back_page(request, desk, word_back(desk, paper), overtaken=overtaken, status=409)
    number = len(form.cleaned_data["take"])
    told = ngettext("%(number)s section was taken over.", "%(number)s sections were taken over.", number)
    messages.success(request, told % {"number": number})
    return redirect(TAB, case.public_id)


def _back_page(
    request: HttpRequest,
    desk: Desk,
    found: WordBack,
    form: TakeForm | None = None,
    overtaken: tuple[str, ...] = (),
    status: int = 200,
) -> HttpResponse:
    chosen = request.POST.getlist("take") if request.method == "POST" else [row.section.key for row in found.rows]
    context = {"desk": desk, "found": found, "form": form, "overtaken": overtaken, "chosen": chosen}
    return render(request, "dossier/word_back.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def json_in(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "money.write", case_id)
    person = cast(Person, request.user)
    desk = desk_of(case, person, TAB)
    if request.method != "POST":
        return render(request, "dossier/json_in.html", {"desk": desk, "form": JsonForm(dossier=desk.dossier)})
    dossier = writable(case)
    form = JsonForm(request.POST, request.FILES, dossier=dossier)
    if not form.is_valid():
        return render(request, "dossier/json_in.html", {"desk": desk, "form": form}, status=422)
    lost = import_version(dossier=dossier, application=form.cleaned_data["application"], by=person, now=timezone.now())
    messages.success(request, _("The dossier now says what the file says."))
    _tell_lost(request, lost)
    return redirect(TAB, case.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
def json_new(request: HttpRequest) -> HttpResponse:
    allowed(request, "dossier.start")
    person = cast(Person, request.user)
    posted = request.method == "POST"
    form = JsonStartForm(request.POST if posted else None, request.FILES if posted else None, person=person)
    if form.is_valid():
        names = ("application", "municipality", "call_version", "practice")
        asked = {name: form.cleaned_data[name] for name in names}
        try:
            made, lost = import_new(by=person, now=timezone.now(), **asked)
            _tell_lost(request, lost)
            return redirect("dossier", made.case.public_id)
        except AlreadyProposed:
            form.add_error("practice", _("This municipality has its proposal under this call already: tick this."))
    return render(request, "dossier/json_new.html", {"form": form}, status=422 if form.errors else 200)


def _tell_lost(request: HttpRequest, lost: tuple[str, ...]) -> None:
    if lost:
        told = _("Annexes whose files are not here were left out: %(titles)s.")
        messages.warning(request, told % {"titles": ", ".join(lost)})
