"""Pages of the street, and the door of the phones."""

from django.urls import path

from wijkweb.field import sync

urlpatterns = [
    path("veld/deur/", sync.door, name="field_door"),
    path("veld/deur/aanmelden/", sync.enter, name="field_enter"),
]
