from django.urls import path

from wijkweb.dossier import views

urlpatterns = [
    path("nazicht/", views.check_file, name="check_file"),
    path("nazicht/<str:paper_id>/", views.paper, name="paper"),
    path("nazicht/<str:paper_id>/bewaren/", views.keep, name="keep_paper"),
    path("dossiers/", views.dossier_list, name="dossier_list"),
    path("dossiers/<str:case_id>/", views.dossier, name="dossier"),
    path("dossiers/<str:case_id>/bestand/", views.original, name="dossier_original"),
]
