"""Signals by theme, one signal with its history, and the steps that it takes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from wijkweb.commons.access import allowed
from wijkweb.commons.models import Case, Person
from wijkweb.contract.actions.parts import ChangedMeanwhile
from wijkweb.contract.reads.contracts import contract_of, day_of
from wijkweb.field.actions import signals as actions
from wijkweb.field.actions.signals import NotThatStep, TellsOfPeople
from wijkweb.field.forms.signals import (
    AnswerForm,
    CombineForm,
    RaiseForm,
    ReasonForm,
    SignalForm,
    SignalStepForm,
    TellForm,
)
from wijkweb.field.models import Signal
from wijkweb.field.pages import at, back_to, form_page, frame_for
from wijkweb.field.reads.signals import levels_of, signal_of, signal_page, signals_of
from wijkweb.field.templatetags.street import PERSONAL

TAB = "signal_list"


@dataclass(frozen=True, slots=True)
class Step:
    """A step that is taken on a page of its own: its form, its action, its heading."""

    form: type[SignalStepForm]
    act: Callable[..., Signal]
    heading: Promise


STEPS = {
    "raise": Step(RaiseForm, actions.raise_signal, _("Raise the signal, or give it an owner")),
    "answer": Step(AnswerForm, actions.answer_signal, _("An answer came")),
    "tell": Step(TellForm, actions.tell_back, _("The answer was told back to the team")),
    "close": Step(ReasonForm, actions.close_signal, _("Close the signal")),
    "reopen": Step(ReasonForm, actions.reopen_signal, _("Open the signal again")),
}


@require_safe
def signal_list(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "field.read", case_id)
    frame = frame_for(request, case, TAB)
    status, level = request.GET.get("staat", ""), request.GET.get("niveau", "")
    shown = signals_of(frame.contract, today=day_of(frame.contract, timezone.now()), status=status, level=level)
    context = {
        "frame": frame,
        "signals": shown,
        "levels": Signal.Level.values,
        "statuses": Signal.Status.values,
        "may_write": frame.may("signal.write"),
    }
    return render(request, "field/signals.html", context)


@require_safe
def signal(request: HttpRequest, case_id: str, signal_id: str) -> HttpResponse:
    case = allowed(request, "field.read", case_id)
    return _signal_page(request, case, _signal(case, signal_id))


@require_http_methods(["GET", "HEAD", "POST"])
def signal_add(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "signal.write", case_id)
    contract, now = contract_of(case), timezone.now()
    today = day_of(contract, now)
    if request.method != "POST":
        return _form(request, case, SignalForm.empty(contract=contract, today=today), None)
    form = SignalForm(request.POST, contract=contract, today=today, new=True)
    if form.is_valid():
        try:
            made = actions.add_signal(
                contract=contract, public_id=form.own_id, values=form.values(), by=_person(request), now=now
            )
            return back_to("signal", case, made.public_id)
        except ChangedMeanwhile as error:
            return _again(request, case, form, cast(Signal, error.part))
    return _form(request, case, form, None, 422)


@require_http_methods(["GET", "HEAD", "POST"])
def signal_reword(request: HttpRequest, case_id: str, signal_id: str) -> HttpResponse:
    case = allowed(request, "signal.write", case_id)
    found, now = _signal(case, signal_id), timezone.now()
    today = day_of(found.contract, now)
    if request.method != "POST":
        return _form(request, case, SignalForm.of(found, today=today), found)
    form = SignalForm(request.POST, contract=found.contract, today=today, new=False)
    if form.is_valid():
        said = {"token": form.cleaned_data["token"], "values": form.values(), **form.why}
        try:
            actions.reword_signal(signal=found, by=_person(request), now=now, **said)
            return back_to("signal", case, signal_id)
        except ChangedMeanwhile as error:
            return _again(request, case, form, cast(Signal, error.part))
        except TellsOfPeople as error:
            _told_of(form, "text", error)
        except NotThatStep:
            form.add_error(None, _stands_elsewhere())
    return _form(request, case, form, found, 422)


@require_http_methods(["GET", "HEAD", "POST"])
def signal_combine(request: HttpRequest, case_id: str, signal_id: str) -> HttpResponse:
    case = allowed(request, "signal.write", case_id)
    found = _signal(case, signal_id)
    page = signal_page(found, today=day_of(found.contract, timezone.now()))
    form = CombineForm(request.POST, near=page.near) if request.method == "POST" else CombineForm(near=page.near)
    if form.is_valid():
        try:
            said = {"ids": form.cleaned_data["ids"], "reason": form.cleaned_data["reason"]}
            actions.combine_signals(
                contract=found.contract, target=found, by=_person(request), now=timezone.now(), **said
            )
            return back_to("signal", case, signal_id)
        except NotThatStep:
            form.add_error(None, _stands_elsewhere())
    lead = _t("The others keep their text and their history, and go on under this one: “%(text)s”")
    more = {"heading": _t("Combine signals"), "lead": lead % {"text": found.text}}
    status = 422 if request.method == "POST" else 200
    return form_page(request, case, TAB, form, back=at("signal", case, signal_id), status=status, **more)


@require_http_methods(["GET", "HEAD", "POST"])
def signal_step(request: HttpRequest, case_id: str, signal_id: str, step: str) -> HttpResponse:
    case = allowed(request, "signal.answer", case_id)
    found, spec, now = _signal(case, signal_id), STEPS[step], timezone.now()
    asked: dict[str, Any] = {"signal": found, "levels": levels_of(found), "today": day_of(found.contract, now)}
    form, status = spec.form(**asked), 200
    if request.method == "POST":
        form, status = spec.form(request.POST, **asked), 422
    if form.is_valid():
        try:
            spec.act(signal=found, by=_person(request), now=now, **form.steps())
            return back_to("signal", case, signal_id)
        except ChangedMeanwhile as error:
            form, status, found = form.again(error.part.token), 409, cast(Signal, error.part)
        except TellsOfPeople as error:
            _told_of(form, None, error)
        except NotThatStep:
            form.add_error(None, _stands_elsewhere())
    back = at("signal", case, signal_id)
    return form_page(request, case, TAB, form, heading=spec.heading, lead=f"“{found.text}”", back=back, status=status)


def _person(request: HttpRequest) -> Person:
    return cast(Person, request.user)


def _signal(case: Case, signal_id: str) -> Signal:
    found = signal_of(case, signal_id)
    if found is None:
        raise Http404
    return found


def _signal_page(request: HttpRequest, case: Case, found: Signal) -> HttpResponse:
    frame = frame_for(request, case, TAB)
    context = {
        "frame": frame,
        "page": signal_page(found, today=day_of(found.contract, timezone.now())),
        "personal": actions.people_in(found.contract, found.text),
        "may_write": frame.may("signal.write"),
        "may_answer": frame.may("signal.answer"),
    }
    return render(request, "field/signal.html", context)


def _form(
    request: HttpRequest, case: Case, form: SignalForm, found: Signal | None, status: int = 200, **more: Any
) -> HttpResponse:
    heading = _t("Add a signal") if found is None else _t("Put the signal into other words")
    back = at(TAB, case) if found is None else at("signal", case, found.public_id)
    return form_page(request, case, TAB, form, heading=heading, back=back, status=status, **more)


def _again(request: HttpRequest, case: Case, form: SignalForm, found: Signal) -> HttpResponse:
    again = form.again(token=found.token)
    return _form(request, case, again, found, 409, beside=form.beside(found))


def _told_of(form: Any, field: str | None, error: TellsOfPeople) -> None:
    """Says which kinds of personal data the text may hold; of a name that is only possible it asks."""
    kinds = ", ".join(dict.fromkeys(str(PERSONAL[found.kind]) for found in error.found))
    text = _t("The text may hold %(kinds)s. Put it into other words first: it may not leave the team like this.")
    form.add_error(field, text % {"kinds": kinds})
    if not error.hard:
        form.ask()


def _stands_elsewhere() -> str:
    return _t("The signal cannot take this step from where it stands now. Go back and look at it again.")
