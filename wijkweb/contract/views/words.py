"""The words in which the team registers."""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkweb.commons.access import allowed
from wijkweb.commons.models import Case, Person
from wijkweb.contract.actions.words import ListFull, add_code, close_code, name_code, open_code
from wijkweb.contract.forms.words import WordForm
from wijkweb.contract.models import UNKNOWN, Code
from wijkweb.contract.reads.contracts import contract_of, words_of
from wijkweb.contract.reads.frame import frame_of

TAB = "contract"


@require_safe
def words(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "contract.read", case_id)
    frame = frame_of(case, cast(Person, request.user), TAB)
    known = words_of(frame.contract)
    lists = [(list.value, known.of(list)) for list in Code.List]
    return render(
        request, "contract/words.html", {"frame": frame, "lists": lists, "may_write": frame.may("contract.write")}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def word_add(request: HttpRequest, case_id: str, list: str) -> HttpResponse:
    case = allowed(request, "contract.write", case_id)
    contract, by = contract_of(case), cast(Person, request.user)
    if list not in Code.List.values:
        raise Http404
    form = WordForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            add_code(contract=contract, list=list, by=by, now=timezone.now(), **form.cleaned_data)
            return redirect("contract_words", case.public_id)
        except ListFull:
            form.add_error("nl", _("This list is full: it holds 30 words. Give a closed one another name instead."))
    context = {"frame": frame_of(case, by, TAB), "form": form, "list": list}
    return render(request, "contract/word.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def word_change(request: HttpRequest, case_id: str, list: str, key: str) -> HttpResponse:
    case = allowed(request, "contract.write", case_id)
    code, by = _code(case, list, key), cast(Person, request.user)
    shown = {"nl": code.nl, "en": code.en}
    form = WordForm(request.POST if request.method == "POST" else None, initial=shown)
    if form.is_valid():
        name_code(code=code, by=by, now=timezone.now(), **form.cleaned_data)
        return redirect("contract_words", case.public_id)
    context = {"frame": frame_of(case, by, TAB), "form": form, "list": list, "code": code}
    return render(request, "contract/word.html", context, status=422 if form.is_bound else 200)


@require_POST
def word_close(request: HttpRequest, case_id: str, list: str, key: str) -> HttpResponse:
    case = allowed(request, "contract.write", case_id)
    close_code(code=_code(case, list, key), by=cast(Person, request.user), now=timezone.now())
    return redirect("contract_words", case.public_id)


@require_POST
def word_open(request: HttpRequest, case_id: str, list: str, key: str) -> HttpResponse:
    case = allowed(request, "contract.write", case_id)
    open_code(code=_code(case, list, key), by=cast(Person, request.user), now=timezone.now())
    return redirect("contract_words", case.public_id)


def _code(case: Case, list: str, key: str) -> Code:
    codes = contract_of(case).codes.select_related("contract__case")
    found = codes.filter(list=list, key=key).exclude(key=UNKNOWN).first()
    if found is None:
        raise Http404
    return found
