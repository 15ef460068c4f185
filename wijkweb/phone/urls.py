"""The app of the field worker: three public addresses that never change."""

from django.urls import path

from wijkweb.phone import views

urlpatterns = [
    path("telefoon/", views.shell, name="phone"),
    path("telefoon/werker.js", views.worker, name="phone_worker"),
    path("telefoon/manifest.webmanifest", views.manifest, name="phone_manifest"),
]
