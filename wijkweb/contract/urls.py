"""Pages of a contract."""

from django.urls import path

from wijkweb.contract.views import contracts, indicators

urlpatterns = [
    path("contracten/", contracts.contract_list, name="contract_list"),
    path("contracten/<str:case_id>/", contracts.contract, name="contract"),
    # promises, their definitions, closed weeks
    path("contracten/<str:case_id>/beloften/", indicators.indicators, name="indicators"),
    path("contracten/<str:case_id>/beloften/nieuw/", indicators.indicator_add, name="indicator_add"),
    path("contracten/<str:case_id>/beloften/<str:part_id>/", indicators.indicator_change, name="indicator_change"),
    path("contracten/<str:case_id>/beloften/<str:part_id>/versie/", indicators.definition_add, name="definition_add"),
    path("contracten/<str:case_id>/sluitingsweken/nieuw/", indicators.closure_add, name="closure_add"),
    path(
        "contracten/<str:case_id>/sluitingsweken/<str:part_id>/weg/", indicators.closure_remove, name="closure_remove"
    ),
]
