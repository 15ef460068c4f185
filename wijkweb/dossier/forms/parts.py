"""What the form of every row of a dossier has: an id made beforehand, a token, numbers as people type them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext as _t

from wijkweb.commons.ids import public_id
from wijkweb.dossier.models.dossiers import Part
from wijkweb.rules.money import amount
from wijkweb.writers.messages import amount as written
from wijkweb.writers.wording import word

_UNSURE = re.compile(r"[0-9]{1,3}[.,][0-9]{3}")
_NUMBER = re.compile(r"[0-9][0-9.,'’ \u00a0\u2009\u202f]*")
_FRAME = ("public_id", "token")


@dataclass(frozen=True, slots=True)
class Beside:
    """A field in which somebody else's row and what was typed differ, both as a person reads them."""

    label: str
    theirs: str
    typed: str


class NumberField(forms.Field):
    """A number with at most two decimals: 799.494,00 and 799 494 and 799494.00 are one; "1.000" is asked about."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "maxlength": 30})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)

    def to_python(self, value: Any) -> Decimal | None:
        text = str(value or "").replace("€", "").strip()
        if not text:
            return None
        if _UNSURE.fullmatch(text):
            plain, cents = re.sub(r"[.,]", "", text), re.split(r"[.,]", text)[0]
            raise ValidationError(
                _t("Is “%(text)s” %(plain)s, or %(cents)s with three decimals? Write %(plain)s or %(cents)s,00.")
                % {"text": text, "plain": plain, "cents": cents}
            )
        found = amount(text) if len(text) <= 30 and _NUMBER.fullmatch(text) else None
        if found is None:
            raise ValidationError(_t("Write a number such as 799.494,00, or 30."))
        return found

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, Decimal):
            return value
        shown = written(value, "en" if (get_language() or "nl").startswith("en") else "nl")
        return shown.removesuffix(",00").removesuffix(".00") if abs(value) < 1000 else shown


class TextField(forms.CharField):
    """A text of more than a line; a line ends with a line feed, whatever the browser sends."""

    def __init__(self, *, rows: int = 3, **kwargs: Any) -> None:
        super().__init__(**{"widget": forms.Textarea(attrs={"rows": rows})} | kwargs)

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value) or "").replace("\r\n", "\n")


class PartForm(forms.Form):
    """A row of a dossier. `values` are the fields of the row, `beside` what somebody else made of it."""

    public_id = forms.RegexField(r"\A[2-9a-z]{12}\Z", widget=forms.HiddenInput, required=False)
    token = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name not in _FRAME}

    @property
    def own_id(self) -> str:
        """The id that the empty form carried; a new one, when it carried none."""
        return self.cleaned_data.get("public_id") or public_id()

    @classmethod
    def empty(cls, **initial: Any) -> Self:
        """The form for a new row."""
        return cls(initial={"public_id": public_id(), **initial})

    @classmethod
    def of(cls, part: Part) -> Self:
        """The form for a row that is there."""
        return cls(initial=cls.shown(part))

    @classmethod
    def shown(cls, part: Part) -> dict[str, Any]:
        """What the form of a row shows."""
        return {name: getattr(part, name) for name in cls.base_fields if hasattr(part, name)}

    def again(self, *, token: int | None = None, new: bool = False) -> Self:
        """What was typed once more, to be sent on: against another token, or as a new row."""
        data = {name: self.data.get(self.add_prefix(name), "") for name in self.fields}
        data |= {"token": "" if token is None else str(token)} | ({"public_id": public_id()} if new else {})
        return type(self)(data)

    def read(self, part: Part) -> list[tuple[str, str]]:
        """What a row says, field by field, as a person reads it."""
        theirs = self.shown(part)
        return [(n, _read(f, theirs[n])) for n, f in self.fields.items() if n in theirs and n not in _FRAME]

    def beside(self, part: Part) -> tuple[Beside, ...]:
        """Where the row as somebody else left it and what was typed differ."""
        theirs, typed = self.shown(part), self.cleaned_data
        return tuple(self._differences(theirs, typed))

    def _differences(self, theirs: Mapping[str, Any], typed: Mapping[str, Any]) -> Iterable[Beside]:
        for name, field in self.fields.items():
            if name not in _FRAME and name in theirs and theirs[name] != typed.get(name):
                yield Beside(str(field.label), _read(field, theirs[name]), _read(field, typed.get(name)))


def _read(field: forms.Field, value: Any) -> str:
    shown = field.prepare_value(value)
    labels = {str(code): str(label) for code, label in getattr(field, "choices", ())}
    return labels.get(str(shown), "" if shown is None else str(shown))


def _said(code: str) -> str:
    return word(code, "en" if (get_language() or "nl").startswith("en") else "nl")


def worded(codes: Iterable[str]) -> list[tuple[str, Any]]:
    """Choices whose words paper prints too, in the language of the page."""
    said = lazy(_said, str)
    return [(code, said(code)) for code in codes]
