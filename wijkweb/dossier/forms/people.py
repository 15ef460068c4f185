"""A colleague for one dossier, and a role."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkweb.commons.access import Role

ROLES = (
    (Role.READER.value, _("reader: reads and comments")),
    (Role.WRITER.value, _("writer: writes texts, ideas, figures and the network too")),
    (Role.EDITOR.value, _("editor: the money too")),
    (Role.COORDINATOR.value, _("coordinator: the choice, the people, and ready or not too")),
)


class RoleForm(forms.Form):
    """The role of somebody for this case."""

    role = forms.ChoiceField(
        label=_("Role in this dossier"),
        choices=ROLES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a role.")},
    )

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])


class InviteForm(RoleForm):
    """Who is asked, and for which role."""

    email = forms.EmailField(
        label=_("E-mail address of your colleague"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"invalid": _("This is no e-mail address; write it as name@municipality.be.")},
    )
    field_order = ("email", "role")


class GuestForm(RoleForm):
    """Another role for somebody, or none any more."""

    take_away = forms.BooleanField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.data.get("take_away"):
            self.fields["role"].required = False

    def clean_role(self) -> Role | None:  # type: ignore[override]
        role = self.cleaned_data["role"]
        return Role(role) if role else None
