"""Pages of the street, and the door of the phones."""

from django.urls import path

from wijkweb.field import sync
from wijkweb.field.views import activities, places, signals

urlpatterns = [
    path("veld/deur/", sync.door, name="field_door"),
    path("veld/deur/aanmelden/", sync.enter, name="field_enter"),
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
