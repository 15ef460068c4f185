from django.urls import path

from wijkweb.dossier.views import areas, dossiers, figures, papers

urlpatterns = [
    path("nazicht/", papers.check_file, name="check_file"),
    path("nazicht/<str:paper_id>/", papers.paper, name="paper"),
    path("nazicht/<str:paper_id>/bewaren/", papers.keep, name="keep_paper"),
    path("dossiers/", dossiers.dossier_list, name="dossier_list"),
    path("dossiers/nieuw/<str:call_id>/", dossiers.start, name="dossier_start"),
    path("dossiers/<str:case_id>/", dossiers.dossier, name="dossier"),
    path("dossiers/<str:case_id>/lezen/", dossiers.dossier_laid, name="dossier_laid"),
    path("dossiers/<str:case_id>/staat/", dossiers.dossier_state, name="dossier_state"),
    path("dossiers/<str:case_id>/bestand/", dossiers.original, name="dossier_original"),
    path("dossiers/<str:case_id>/diagnose/", figures.figures, name="dossier_figures"),
    path("dossiers/<str:case_id>/diagnose/gebieden/", areas.areas, name="dossier_areas"),
    path("dossiers/<str:case_id>/diagnose/gebieden/nieuw/", areas.area_new, name="dossier_area_new"),
    path("dossiers/<str:case_id>/diagnose/gebieden/<str:area_id>/", areas.area, name="dossier_area"),
    path("dossiers/<str:case_id>/diagnose/gebieden/<str:area_id>/weg/", areas.area_remove, name="dossier_area_remove"),
    path("dossiers/<str:case_id>/diagnose/cijfers/nieuw/", figures.indicator_new, name="dossier_indicator_new"),
    path("dossiers/<str:case_id>/diagnose/cijfers/<str:figure_id>/", figures.indicator, name="dossier_indicator"),
    path(
        "dossiers/<str:case_id>/diagnose/cijfers/<str:figure_id>/weg/",
        figures.indicator_remove,
        name="dossier_indicator_remove",
    ),
    path("dossiers/<str:case_id>/diagnose/inlezen/", figures.figures_import, name="dossier_figures_import"),
    path("dossiers/<str:case_id>/diagnose/inlezen/<str:file_id>/", figures.figures_plan, name="dossier_figures_plan"),
    path(
        "dossiers/<str:case_id>/diagnose/inlezen/<str:file_id>/weg/", figures.figures_drop, name="dossier_figures_drop"
    ),
    path("dossiers/<str:case_id>/diagnose/invoer/<str:batch_id>/terug/", figures.batch_undo, name="dossier_batch_undo"),
]
