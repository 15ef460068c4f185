"""Pages of a contract."""

from django.urls import path

from wijkweb.contract import views

urlpatterns = [
    path("contracten/", views.contract_list, name="contract_list"),
    path("contracten/<str:case_id>/", views.contract, name="contract"),
]
