from django.urls import path

from wijkweb.dossier.views import dossiers, exports, money, money_files, papers

urlpatterns = [
    path("nazicht/", papers.check_file, name="check_file"),
    path("nazicht/<str:paper_id>/", papers.paper, name="paper"),
    path("nazicht/<str:paper_id>/bewaren/", papers.keep, name="keep_paper"),
    path("dossiers/", dossiers.dossier_list, name="dossier_list"),
    path("dossiers/lijst.xlsx", exports.list_xlsx, name="dossier_list_xlsx"),
    path("dossiers/lijst.csv", exports.list_csv, name="dossier_list_csv"),
    path("dossiers/nieuw/<str:call_id>/", dossiers.start, name="dossier_start"),
    path("dossiers/<str:case_id>/", dossiers.dossier, name="dossier"),
    path("dossiers/<str:case_id>/lezen/", dossiers.dossier_laid, name="dossier_laid"),
    path("dossiers/<str:case_id>/staat/", dossiers.dossier_state, name="dossier_state"),
    path("dossiers/<str:case_id>/bestand/", dossiers.original, name="dossier_original"),
    path("dossiers/<str:case_id>/geld/", money.money, name="dossier_money"),
    path("dossiers/<str:case_id>/geld/bewaren/", money.save, name="dossier_money_save"),
    path("dossiers/<str:case_id>/geld/geld.xlsx", money_files.download, name="dossier_money_xlsx"),
    path("dossiers/<str:case_id>/geld/inlezen/", money_files.upload, name="dossier_money_upload"),
    path("dossiers/<str:case_id>/geld/overnemen/", money_files.take_in, name="dossier_money_take_in"),
]
