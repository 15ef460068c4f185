"""Signing in: by e-mail address and password, over allauth; accounts come by invitation only."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.http import HttpRequest


class Argon2(Argon2PasswordHasher):
    """Argon2id with OWASP's floor: 22 ms and 19 MiB, so that many can sign in at once."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1


class Backend(AuthenticationBackend):
    """Who was put out cannot sign in, nor the demo's accounts, with their known passwords, in production."""

    def user_can_authenticate(self, user: Any) -> bool:
        if settings.PRODUCTION and getattr(user, "is_demo", False):
            return False
        return bool(super().user_can_authenticate(user))

    def get_user(self, user_id: Any) -> Any:
        user = super().get_user(user_id)
        return user if user is not None and self.user_can_authenticate(user) else None


class Adapter(DefaultAccountAdapter):
    """Nobody signs up by themselves: `wijkweb invite` or a coordinator makes a link."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """Who may not sign in gets the answer of a wrong password, not a page that says they had it right."""
        user = super().authenticate(request, **credentials)
        return user if user is not None and Backend().user_can_authenticate(user) else None
