"""Pages of the jury, the funder and the public; the city's side of the evaluation."""

from django.urls import path

from wijkweb.report.views import evaluation, portfolio

YEAR = "contracten/<str:case_id>/verslagen/<int:year>/"

urlpatterns = [
    path("jury/", evaluation.jury, name="jury"),
    path("jury/<str:case_id>/belang/", evaluation.interest, name="interest"),
    path("jury/<str:case_id>/<int:year>/", evaluation.sent, name="sent_report"),
    path("jury/<str:case_id>/<int:year>/jaarverslag.pdf", evaluation.sent_pdf, name="sent_pdf"),
    path("jury/<str:case_id>/<int:year>/jaarverslag.json", evaluation.sent_json, name="sent_json"),
    path("jury/<str:case_id>/<int:year>/bevindingen/", evaluation.judge, name="judge"),
    path("portefeuille/", portfolio.portfolio, name="portfolio"),
    path("portefeuille/belangen/<int:interest_id>/opheffen/", portfolio.interest_lift, name="interest_lift"),
    path("portefeuille/<str:case_id>/", portfolio.funded, name="funded"),
    path("openbaar/", evaluation.public_list, name="public_list"),
    path("openbaar/<str:case_id>/", evaluation.public_level, name="public_level"),
    path("openbaar/<str:case_id>/<int:year>/", evaluation.public_report, name="public_report"),
    path(
        "openbaar/<str:case_id>/<int:year>/jaarverslag.pdf",
        evaluation.public_file,
        {"ending": "pdf"},
        name="public_pdf",
    ),
    path(
        "openbaar/<str:case_id>/<int:year>/jaarverslag.json",
        evaluation.public_file,
        {"ending": "json"},
        name="public_json",
    ),
    path(f"{YEAR}evaluatie/", evaluation.evaluation, name="evaluation"),
    path(f"{YEAR}evaluatie/antwoord/", evaluation.evaluation_reply, name="evaluation_reply"),
    path(f"{YEAR}evaluatie/afspraken/", evaluation.agreement_add, name="agreement_add"),
    path("contracten/<str:case_id>/afspraken/<str:part_id>/", evaluation.agreement_settle, name="agreement_settle"),
    path("contracten/<str:case_id>/vragen/", portfolio.questions, name="questions"),
    path("contracten/<str:case_id>/vragen/<str:question_id>/", portfolio.question_answer, name="question_answer"),
]
