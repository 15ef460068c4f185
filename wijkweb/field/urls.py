"""Pages of the street, and the door of the phones."""

from django.urls import path

from wijkweb.field import sync
from wijkweb.field.views import contacts, course, devices, held, holding, team

urlpatterns = [
    path("veld/deur/", sync.door, name="field_door"),
    path("veld/deur/aanmelden/", sync.enter, name="field_enter"),
    path("wat-we-bewaren/", holding.what_we_hold, name="what_we_hold"),
    path("contracten/<str:case_id>/team/mensen/<str:person_id>/vertrekt/", team.leave, name="member_leave"),
    # contacts at a desk
    path("contracten/<str:case_id>/contacten/", contacts.contact_list, name="contact_list"),
    path("contracten/<str:case_id>/contacten/nieuw/", contacts.contact_add, name="contact_add"),
    path("contracten/<str:case_id>/contacten/niets/", contacts.quiet, name="contact_quiet"),
    path("contracten/<str:case_id>/contacten/<uuid:contact_id>/", contacts.contact_change, name="contact_change"),
    path(
        "contracten/<str:case_id>/contacten/<uuid:contact_id>/terugnemen/",
        contacts.contact_take_back,
        name="contact_take_back",
    ),
    # phones, and what waits for a person
    path("contracten/<str:case_id>/toestellen/", devices.device_list, name="device_list"),
    path("contracten/<str:case_id>/toestellen/nieuw/", devices.device_add, name="device_add"),
    path("contracten/<str:case_id>/toestellen/<str:device_id>/code/", devices.device_code, name="device_code"),
    path("contracten/<str:case_id>/toestellen/<str:device_id>/intrekken/", devices.device_revoke, name="device_revoke"),
    path("contracten/<str:case_id>/aandacht/", held.held_list, name="held_list"),
    path("contracten/<str:case_id>/aandacht/<uuid:held_id>/", held.held_item, name="held_item"),
    path("contracten/<str:case_id>/redding/", held.rescue_file, name="rescue_file"),
    # the coordinator's page
    path("contracten/<str:case_id>/koers/", course.course, name="course"),
    path("contracten/<str:case_id>/koers/<str:part_id>/", course.course_indicator, name="course_indicator"),
    path("contracten/<str:case_id>/koers/<str:part_id>/cellen.json", course.course_cells, name="course_cells"),
]
