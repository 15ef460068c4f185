"""Pages of the yearly reports."""

from django.urls import path

from wijkweb.report.views import chapters, figures, reports

ONE = "contracten/<str:case_id>/verslagen/<int:year>/"
CHAPTER = f"{ONE}hoofdstuk/<str:key>/"

urlpatterns = [
    path("contracten/<str:case_id>/resultaten/", figures.results, name="results"),
    path("contracten/<str:case_id>/wijkcijfers/", figures.neighbourhood_figures, name="neighbourhood_figures"),
    path("contracten/<str:case_id>/wijkcijfers/nieuw/", figures.later_figure_add, name="later_figure_add"),
    path("contracten/<str:case_id>/lessen/", figures.lesson_list, name="lesson_list"),
    path("contracten/<str:case_id>/lessen/nieuw/", figures.lesson_add, name="lesson_add"),
    path("contracten/<str:case_id>/verslagen/", reports.report_list, name="report_list"),
    path("contracten/<str:case_id>/verslagen/nieuw/", reports.report_begin, name="report_begin"),
    path(ONE, reports.report, name="report"),
    path(f"{ONE}sluiten/", reports.report_close, name="report_close"),
    path(f"{ONE}heropenen/", reports.report_reopen, name="report_reopen"),
    path(f"{ONE}goedkeuren/", reports.report_approve, name="report_approve"),
    path(f"{ONE}verzenden/", reports.report_send, name="report_send"),
    path(f"{ONE}jaarverslag.pdf", reports.report_file, {"ending": "pdf"}, name="report_pdf"),
    path(f"{ONE}jaarverslag.docx", reports.report_file, {"ending": "docx"}, name="report_docx"),
    path(f"{ONE}jaarverslag.json", reports.report_file, {"ending": "json"}, name="report_json"),
    path(CHAPTER, chapters.chapter_write, name="chapter_write"),
    path(f"{CHAPTER}bewaren/", chapters.chapter_save, name="chapter_save"),
    path(f"{CHAPTER}vergelijken/", chapters.chapter_compare, name="chapter_compare"),
    path(f"{CHAPTER}aanwezig/", chapters.chapter_present, name="chapter_present"),
    path(f"{CHAPTER}stand/", chapters.chapter_stand, name="chapter_stand"),
    path(f"{CHAPTER}versies/", chapters.chapter_versions, name="chapter_versions"),
]
