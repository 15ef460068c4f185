"""The app: its page, and what makes it work without a connection. These addresses never change (R8)."""

from django.urls import path

from wijkweb.phone import views

urlpatterns = [
    path("telefoon/", views.shell, name="phone"),
    path("telefoon/werker.js", views.service_worker, name="phone_worker"),
    path("telefoon/manifest.webmanifest", views.manifest, name="phone_manifest"),
]
