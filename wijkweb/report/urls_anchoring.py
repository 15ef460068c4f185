"""Pages of the anchoring plan."""

from django.urls import path

from wijkweb.report.views import anchoring

_ALL = "contracten/<str:case_id>/verankering/"

urlpatterns = [
    path(_ALL, anchoring.anchoring, name="anchoring"),
    path(f"{_ALL}stappen/nieuw/", anchoring.anchor_step_add, name="anchor_step_add"),
    path(f"{_ALL}stappen/<str:part_id>/", anchoring.anchor_step, name="anchor_step"),
    path(f"{_ALL}stappen/<str:part_id>/wijzigen/", anchoring.anchor_step_change, name="anchor_step_change"),
    path(f"{_ALL}stappen/<str:part_id>/stand/", anchoring.anchor_step_move, name="anchor_step_move"),
    path(f"{_ALL}overdrachten/nieuw/", anchoring.hand_over_add, name="hand_over_add"),
    path(f"{_ALL}overdrachten/<str:part_id>/", anchoring.hand_over, name="hand_over"),
    path(f"{_ALL}overdrachten/<str:part_id>/wijzigen/", anchoring.hand_over_change, name="hand_over_change"),
    path(f"{_ALL}overdrachten/<str:part_id>/stand/", anchoring.hand_over_move, name="hand_over_move"),
    path(f"{_ALL}methoden/nieuw/", anchoring.method_add, name="method_add"),
    path(f"{_ALL}methoden/<str:part_id>/", anchoring.method_change, name="method_change"),
    path(f"{_ALL}stukken/<str:paper_id>/", anchoring.anchor_paper, name="anchor_paper"),
]
