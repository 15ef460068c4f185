"""Pages of the street, and the door of the phones."""

from django.urls import path

from wijkweb.field import sync
from wijkweb.field.views import activities, contacts, course, devices, held, holding, places, signals, team

urlpatterns = [
    path("veld/deur/", sync.door, name="field_door"),
    path("veld/deur/aanmelden/", sync.enter, name="field_enter"),
    path("wat-we-bewaren/", holding.what_we_hold, name="what_we_hold"),
    path("contracten/<str:case_id>/team/mensen/<str:person_id>/vertrekt/", team.leave, name="member_leave"),
    # contacts at a desk
    path("contracten/<str:case_id>/contacten/", contacts.contact_list, name="contact_list"),
    path("contracten/<str:case_id>/contacten/nieuw/", contacts.contact_add, name="contact_add"),
    path("contracten/<str:case_id>/contacten/niets/", contacts.quiet, name="contact_quiet"),
    path("contracten/<str:case_id>/contacten/niets/terugnemen/", contacts.quiet_back, name="contact_quiet_back"),
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
    # places
    path("contracten/<str:case_id>/plekken/", places.place_list, name="place_list"),
    path("contracten/<str:case_id>/plekken/nieuw/", places.place_add, name="place_add"),
    path("contracten/<str:case_id>/plekken/<str:place_id>/", places.place, name="place"),
    path("contracten/<str:case_id>/plekken/<str:place_id>/wijzigen/", places.place_change, name="place_change"),
    path("contracten/<str:case_id>/plekken/<str:place_id>/fase/", places.place_phase, name="place_phase"),
    path("contracten/<str:case_id>/plekken/<str:place_id>/sluiten/", places.place_close, name="place_close"),
    path("contracten/<str:case_id>/plekken/<str:place_id>/voorstel/", places.place_accept, name="place_accept"),
    path("contracten/<str:case_id>/plekken/<str:place_id>/samenvoegen/", places.place_merge, name="place_merge"),
    path(
        "contracten/<str:case_id>/plekken/<str:place_id>/mede-eigenaars/", places.place_co_owner, name="place_co_owner"
    ),
    path(
        "contracten/<str:case_id>/plekken/<str:place_id>/mede-eigenaars/weg/",
        places.place_co_owner_remove,
        name="place_co_owner_remove",
    ),
    # activities, and the agenda that others follow
    path("contracten/<str:case_id>/activiteiten/", activities.activity_list, name="activity_list"),
    path("contracten/<str:case_id>/activiteiten/nieuw/", activities.activity_add, name="activity_add"),
    path("contracten/<str:case_id>/activiteiten/agenda/", activities.activity_feed, name="activity_feed"),
    path(
        "contracten/<str:case_id>/activiteiten/agenda/intrekken/",
        activities.activity_feed_revoke,
        name="activity_feed_revoke",
    ),
    path(
        "contracten/<str:case_id>/activiteiten/<str:activity_id>/", activities.activity_change, name="activity_change"
    ),
    path("veld/agenda/<str:secret>.ics", activities.feed, name="feed"),
    # signals
    path("contracten/<str:case_id>/signalen/", signals.signal_list, name="signal_list"),
    path("contracten/<str:case_id>/signalen/nieuw/", signals.signal_add, name="signal_add"),
    path("contracten/<str:case_id>/signalen/<str:signal_id>/", signals.signal, name="signal"),
    path("contracten/<str:case_id>/signalen/<str:signal_id>/verwoorden/", signals.signal_reword, name="signal_reword"),
    path("contracten/<str:case_id>/signalen/<str:signal_id>/bundelen/", signals.signal_combine, name="signal_combine"),
    *(
        path(
            f"contracten/<str:case_id>/signalen/<str:signal_id>/{word}/",
            signals.signal_step,
            {"step": step},
            name=f"signal_{step}",
        )
        for step, word in (
            ("raise", "verder"),
            ("answer", "antwoord"),
            ("tell", "teruggekoppeld"),
            ("close", "afsluiten"),
            ("reopen", "heropenen"),
        )
    ),
]
