from django.urls import path

from wijkweb.dossier.views import dossiers, exchange, exports, papers

urlpatterns = [
    path("nazicht/", papers.check_file, name="check_file"),
    path("nazicht/<str:paper_id>/", papers.paper, name="paper"),
    path("nazicht/<str:paper_id>/bewaren/", papers.keep, name="keep_paper"),
    path("dossiers/", dossiers.dossier_list, name="dossier_list"),
    path("dossiers/inlezen/", exchange.json_new, name="dossier_json_new"),
    path("dossiers/nieuw/<str:call_id>/", dossiers.start, name="dossier_start"),
    path("dossiers/<str:case_id>/", dossiers.dossier, name="dossier"),
    path("dossiers/<str:case_id>/lezen/", dossiers.dossier_laid, name="dossier_laid"),
    path("dossiers/<str:case_id>/staat/", dossiers.dossier_state, name="dossier_state"),
    path("dossiers/<str:case_id>/bestand/", dossiers.original, name="dossier_original"),
    path("dossiers/<str:case_id>/papier/", exports.papers, name="dossier_papers"),
    path("dossiers/<str:case_id>/papier/aanvraag.pdf", exports.pdf, name="dossier_pdf"),
    path("dossiers/<str:case_id>/papier/aanvraag.docx", exports.docx, name="dossier_docx"),
    path("dossiers/<str:case_id>/papier/dossier.json", exports.json, name="dossier_json"),
    path("dossiers/<str:case_id>/papier/inlezen/", exchange.json_in, name="dossier_json_in"),
    path("dossiers/<str:case_id>/papier/bevindingen/", exports.findings, name="dossier_findings"),
    path("dossiers/<str:case_id>/papier/bevindingen.pdf", exports.findings_pdf, name="dossier_findings_pdf"),
    path("dossiers/<str:case_id>/papier/word/", exchange.word, name="dossier_word"),
    path("dossiers/<str:case_id>/papier/word/<str:paper_id>/", exchange.word_back_page, name="dossier_word_back"),
]
