"""Organisations and the people who work for them. A resident is never one of these."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from wijkweb.commons.ids import public_id


class Organisation(models.Model):
    """Organisatie: a municipality (gemeente), a funder (subsidiegever) or a partner."""

    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality"
        FUNDER = "funder"
        PARTNER = "partner"

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    name = models.CharField(max_length=200)
    nis = models.CharField(max_length=5, blank=True, help_text="NIS code of a real municipality")
    iri = models.URLField(max_length=300, blank=True, help_text="IRI of the bestuurseenheid in LBLOD")
    fictional = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "name"], name="organisation_once"),
            models.UniqueConstraint(fields=["nis"], condition=~Q(nis=""), name="organisation_nis_once"),
            models.CheckConstraint(
                condition=Q(nis="") | Q(kind="municipality"), name="organisation_nis_of_municipality"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PersonManager(BaseUserManager["Person"]):
    """Finds people by e-mail address, whatever its capitals."""

    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(email__iexact=username)


class Person(AbstractBaseUser):
    """Persoon: an official, a worker or a juror with an account; signs in by e-mail address."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=150)
    language = models.CharField(max_length=2, default="nl")
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False, help_text="comes with the demo; cannot sign in in production")
    joined_at = models.DateTimeField()

    objects = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("email"), name="person_email_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Grant(models.Model):
    """Rol: what a person may do, for the whole platform, for an organisation or for one case."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=12)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, null=True, related_name="grants")
    case = models.ForeignKey("commons.Case", on_delete=models.CASCADE, null=True, related_name="grants")
    given_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "role"],
                condition=Q(organisation=None, case=None),
                name="grant_once_for_platform",
            ),
            models.UniqueConstraint(
                fields=["person", "role", "organisation"],
                condition=Q(organisation__isnull=False),
                name="grant_once_for_organisation",
            ),
            models.UniqueConstraint(
                fields=["person", "role", "case"], condition=Q(case__isnull=False), name="grant_once_for_case"
            ),
            models.CheckConstraint(
                condition=Q(organisation=None) | Q(case=None), name="grant_for_organisation_or_case"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.person_id}"


class Invitation(models.Model):
    """Uitnodiging: a link that lets one person in, once. Only the hash of its secret is kept."""

    secret_hash = models.CharField(max_length=64, unique=True)
    email = models.EmailField()
    name = models.CharField(max_length=150, blank=True)
    role = models.CharField(max_length=12)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, null=True)
    case = models.ForeignKey("commons.Case", on_delete=models.CASCADE, null=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.email
