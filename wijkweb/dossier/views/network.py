"""The network and what is promised: one page, and one form for each kind of row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise as Said
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from wijkweb.commons import files
from wijkweb.commons.access import allowed
from wijkweb.commons.models import Case, Person
from wijkweb.dossier.actions.annexes import ANY_TYPE, add_annex, change_annex, remove_annex
from wijkweb.dossier.actions.dossiers import writable
from wijkweb.dossier.actions.parts import ChangedMeanwhile, Gone, NameTaken, add_part, change_part, remove_part
from wijkweb.dossier.forms.network import AnnexForm, PartnerForm, PromiseForm, RiskForm, RuleForm
from wijkweb.dossier.forms.parts import PartForm
from wijkweb.dossier.models import Annex, Partner, Promise, Risk, RuleRequest
from wijkweb.dossier.models.dossiers import Part
from wijkweb.dossier.reads.desk import desk_of
from wijkweb.dossier.reads.network import network_of, sentences_with_numbers, used_levels
from wijkweb.dossier.reads.parts import part_of, was_removed


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of row: its name in addresses and pages, its table, its form, its verbs, its headings."""

    name: str
    model: type[Part]
    form: type[PartForm]
    new: Said
    add: Callable[..., Part]
    change: Callable[..., Part] = change_part
    remove: Callable[..., None] = remove_part


KINDS = {
    kind.name: kind
    for kind in (
        Kind("partner", Partner, PartnerForm, _("Add a partner"), partial(add_part, model=Partner)),
        Kind("risk", Risk, RiskForm, _("Add a risk"), partial(add_part, model=Risk)),
        Kind("promise", Promise, PromiseForm, _("Add a promised indicator"), partial(add_part, model=Promise)),
        Kind("rule", RuleRequest, RuleForm, _("Add a request"), partial(add_part, model=RuleRequest)),
        Kind("annex", Annex, AnnexForm, _("Add an annex"), add_annex, change_annex, remove_annex),
    )
}


@require_safe
def network(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "dossier.read", case_id)
    desk = desk_of(case, cast(Person, request.user), "dossier_network")
    context = {"desk": desk, "network": network_of(desk.dossier), "may_write": desk.may("network.write")}
    return render(request, "dossier/network.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, case_id: str, kind: str) -> HttpResponse:
    case = allowed(request, "network.write", case_id)
    spec, person = KINDS[kind], cast(Person, request.user)
    if request.method != "POST":
        return _form_page(request, case, spec, _first(request, case, spec), None)
    dossier, form = writable(case), spec.form(request.POST, request.FILES)
    if form.is_valid():
        try:
            part = spec.add(dossier=dossier, public_id=form.own_id, values=form.values(), by=person, now=timezone.now())
            return _back(case, spec, part)
        except ChangedMeanwhile as error:
            return _again(request, case, spec, form, error.part)
        except NameTaken:
            form.add_error(None, _taken())
    return _form_page(request, case, spec, form, None, 422)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, case_id: str, kind: str, part_id: str) -> HttpResponse:
    case = allowed(request, "network.write", case_id)
    spec, person = KINDS[kind], cast(Person, request.user)
    part = part_of(case, spec.model, part_id)
    if request.method != "POST" or part is None:
        return _opened(request, case, spec, part, part_id)
    writable(case)
    form = _bound(request, spec, part)
    if form.is_valid():
        token = form.cleaned_data["token"]
        try:
            spec.change(part=part, token=token, values=form.values(), by=person, now=timezone.now())
            return _back(case, spec, part)
        except ChangedMeanwhile as error:
            return _again(request, case, spec, form, error.part)
        except Gone:
            return _opened(request, case, spec, None, part_id)
        except NameTaken:
            form.add_error(None, _taken())
    return _form_page(request, case, spec, form, part, 422)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, case_id: str, kind: str, part_id: str) -> HttpResponse:
    case = allowed(request, "network.write", case_id)
    spec, person = KINDS[kind], cast(Person, request.user)
    part = part_of(case, spec.model, part_id)
    if part is None and not was_removed(case, spec.model, part_id):
        raise Http404
    status = 200
    if request.method == "POST":
        writable(case)
        token = request.POST.get("token", "")
        try:
            if part:
                spec.remove(part=part, token=int(token) if token.isdecimal() else None, by=person, now=timezone.now())
            return _back(case, spec, None)
        except ChangedMeanwhile as error:
            part, status = error.part, 409
        except Gone:
            return _back(case, spec, None)
    return _remove_page(request, case, spec, part, status)


@require_safe
def annex_file(request: HttpRequest, case_id: str, part_id: str) -> HttpResponse:
    case = allowed(request, "dossier.read", case_id)
    annex = part_of(case, Annex, part_id)
    if annex is None or annex.file is None:
        raise Http404
    response = HttpResponse(files.fetch(annex.file.sha256), content_type=ANY_TYPE)
    response.headers["Content-Disposition"] = files.attachment(annex.file.name)
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _first(request: HttpRequest, case: Case, spec: Kind) -> PartForm:
    """The empty form; a promise may begin with a sentence of the text that was picked on this page."""
    picked = request.GET.get("zin", "")
    if spec.model is not Promise or not picked.isdecimal() or len(picked) > 3:
        return spec.form.empty()
    desk = desk_of(case, cast(Person, request.user), "dossier_network")
    found = sentences_with_numbers(desk.dossier, desk.call)
    return spec.form.empty(source=found[int(picked)] if int(picked) < len(found) else "")


def _bound(request: HttpRequest, spec: Kind, part: Part) -> PartForm:
    form = spec.form(request.POST, request.FILES)
    if isinstance(form, AnnexForm):
        form.kept = _kept(part)
    return form


def _kept(part: Part | None) -> str:
    return part.file.name if isinstance(part, Annex) and part.file else ""


def _opened(request: HttpRequest, case: Case, spec: Kind, part: Part | None, part_id: str) -> HttpResponse:
    """The form of a row; of one that somebody took out meanwhile, with what was typed, to add it anew."""
    if part is not None:
        return _form_page(request, case, spec, spec.form.of(part), part)
    if request.method != "POST" or not was_removed(case, spec.model, part_id):
        raise Http404
    writable(case)
    form = spec.form(request.POST).again(new=True)
    return _form_page(request, case, spec, form, None, 409, gone=True)


def _again(request: HttpRequest, case: Case, spec: Kind, form: PartForm, part: Part) -> HttpResponse:
    """The form with what was typed, beside what somebody else made of the row."""
    again = form.again(token=part.token)
    if isinstance(again, AnnexForm):
        again.kept = _kept(part)
    return _form_page(request, case, spec, again, part, 409, beside=form.beside(part))


def _form_page(
    request: HttpRequest, case: Case, spec: Kind, form: PartForm, part: Part | None, status: int = 200, **more: Any
) -> HttpResponse:
    desk = desk_of(case, cast(Person, request.user), "dossier_network")
    levels = used_levels(desk.dossier) if spec.model is Partner else ()
    sentences = sentences_with_numbers(desk.dossier, desk.call) if spec.model is Promise and part is None else ()
    context = {"desk": desk, "kind": spec, "form": form, "part": part, "levels": levels, "sentences": sentences}
    target = f"{spec.name}_change" if part else f"{spec.name}_add"
    action = reverse(target, args=[case.public_id, *([part.public_id] if part else [])])
    urls = {"action": action, "kept": _kept(part)}
    if part:
        urls["remove"] = reverse(f"{spec.name}_remove", args=[case.public_id, part.public_id])
    return render(request, "dossier/part_form.html", context | urls | more, status=status)


def _remove_page(request: HttpRequest, case: Case, spec: Kind, part: Part | None, status: int) -> HttpResponse:
    if part is None:
        return _back(case, spec, None)
    desk = desk_of(case, cast(Person, request.user), "dossier_network")
    form = spec.form.of(part)
    said = [(str(form[name].label), text) for name, text in form.read(part) if text]
    context = {"desk": desk, "part": part, "said": said, "kept": _kept(part), "overtaken": status == 409}
    return render(request, "dossier/part_remove.html", context, status=status)


def _back(case: Case, spec: Kind, part: Part | None) -> HttpResponse:
    anchor = f"{spec.name}-{part.public_id}" if part else f"{spec.name}-head"
    return redirect(f"{reverse('dossier_network', args=[case.public_id])}#{anchor}")


def _taken() -> str:
    return _t("There is a partner with this name already; change that one, or give this one another name.")
