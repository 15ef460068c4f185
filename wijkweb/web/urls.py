"""All pages; each room brings its own."""

from django.urls import include, path

from wijkweb.web import views

urlpatterns = [
    path("", views.home, name="home"),
    path("draad/<str:case_id>/", views.thread, name="thread"),
    path("", include("wijkweb.commons.urls")),
    path("", include("wijkweb.call.urls")),
    path("", include("wijkweb.dossier.urls")),
    path("", include("wijkweb.contract.urls")),
    path("", include("wijkweb.field.urls")),
    path("", include("wijkweb.phone.urls")),
    path("", include("wijkweb.report.urls")),
]
