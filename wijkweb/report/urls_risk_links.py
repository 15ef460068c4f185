"""Pages of risks and what shows them."""

from django.urls import path

from wijkweb.report.views import risk_links

_ALL = "contracten/<str:case_id>/risicoverbanden/"

urlpatterns = [
    path(_ALL, risk_links.risk_links, name="risk_links"),
    path(f"{_ALL}nieuw/", risk_links.risk_link_add, name="risk_link_add"),
    path(f"{_ALL}<str:part_id>/weg/", risk_links.risk_link_remove, name="risk_link_remove"),
]
