from django.urls import path

from wijkweb.dossier.views import (
    areas,
    dossiers,
    exchange,
    exports,
    figures,
    ideas,
    listing,
    money,
    money_files,
    network,
    papers,
    people,
    texts,
    together,
    versions,
)

urlpatterns = [
    path("nazicht/", papers.check_file, name="check_file"),
    path("nazicht/<str:paper_id>/", papers.paper, name="paper"),
    path("nazicht/<str:paper_id>/bewaren/", papers.keep, name="keep_paper"),
    path("dossiers/", dossiers.dossier_list, name="dossier_list"),
    path("dossiers/inlezen/", exchange.json_new, name="dossier_json_new"),
    path("dossiers/lijst.xlsx", listing.list_xlsx, name="dossier_list_xlsx"),
    path("dossiers/lijst.csv", listing.list_csv, name="dossier_list_csv"),
    path("dossiers/nieuw/<str:call_id>/", dossiers.start, name="dossier_start"),
    path("dossiers/<str:case_id>/", dossiers.dossier, name="dossier"),
    path("dossiers/<str:case_id>/lezen/", dossiers.dossier_laid, name="dossier_laid"),
    path("dossiers/<str:case_id>/staat/", dossiers.dossier_state, name="dossier_state"),
    path("dossiers/<str:case_id>/bestand/", dossiers.original, name="dossier_original"),
    # the sections
    path("dossiers/<str:case_id>/rubriek/<str:key>/", texts.section_write, name="section_write"),
    path("dossiers/<str:case_id>/rubriek/<str:key>/bewaren/", texts.section_save, name="section_save"),
    path("dossiers/<str:case_id>/rubriek/<str:key>/botsing/", texts.section_compare, name="section_compare"),
    path("dossiers/<str:case_id>/rubriek/<str:key>/nazien/", texts.section_check, name="section_check"),
    path("dossiers/<str:case_id>/rubriek/<str:key>/aanwezig/", texts.section_present, name="section_present"),
    path("dossiers/<str:case_id>/rubriek/<str:key>/stand/", texts.section_stand, name="section_stand"),
    path("dossiers/<str:case_id>/rubriek/<str:key>/vragen/", together.section_answers, name="section_answers"),
    path("dossiers/<str:case_id>/rubriek/<str:key>/afspraak/", together.section_plan, name="section_plan"),
    path("dossiers/<str:case_id>/rubriek/<str:key>/staat/", together.section_status, name="section_status"),
    path("dossiers/<str:case_id>/rubriek/<str:key>/goedkeuren/", together.section_approve, name="section_approve"),
    path("dossiers/<str:case_id>/rubriek/<str:key>/opmerkingen/", together.section_comments, name="section_comments"),
    path("dossiers/<str:case_id>/rubriek/<str:key>/opmerkingen/nieuw/", together.comment_add, name="comment_add"),
    path(
        "dossiers/<str:case_id>/rubriek/<str:key>/opmerkingen/<str:comment_id>/sluiten/",
        together.comment_close,
        name="comment_close",
    ),
    path(
        "dossiers/<str:case_id>/rubriek/<str:key>/opmerkingen/<str:comment_id>/heropenen/",
        together.comment_reopen,
        name="comment_reopen",
    ),
    path("dossiers/<str:case_id>/rubriek/<str:key>/versies/", versions.section_versions, name="section_versions"),
    path(
        "dossiers/<str:case_id>/rubriek/<str:key>/versies/vergelijken/",
        versions.section_difference,
        name="section_difference",
    ),
    path(
        "dossiers/<str:case_id>/rubriek/<str:key>/versies/<int:number>/terugzetten/",
        versions.section_restore,
        name="section_restore",
    ),
]

# from idea to choice, the people, the network and what is promised
CASE = "dossiers/<str:case_id>/"
ROWS = {"partner": "partners", "risk": "risicos", "promise": "beloftes", "rule": "regels", "annex": "bijlagen"}
urlpatterns += [
    path(f"{CASE}keuze/", ideas.ideas, name="dossier_ideas"),
    path(f"{CASE}keuze/nieuw/", ideas.add, name="idea_add"),
    path(f"{CASE}keuze/project/", ideas.project, name="dossier_project"),
    path(f"{CASE}keuze/<str:idea_id>/", ideas.change, name="idea_change"),
    path(f"{CASE}keuze/<str:idea_id>/stap/", ideas.move, name="idea_move"),
    path(f"{CASE}mensen/", people.people, name="dossier_people"),
    path(f"{CASE}mensen/uitnodigen/", people.invite, name="people_invite"),
    path(f"{CASE}mensen/<str:person_id>/", people.guest, name="people_role"),
    path(f"{CASE}mensen/link/<str:key>/intrekken/", people.withdraw, name="people_withdraw"),
    path(f"{CASE}netwerk/", network.network, name="dossier_network"),
    path(f"{CASE}netwerk/bijlagen/<str:part_id>/bestand/", network.annex_file, name="annex_file"),
    *(path(f"{CASE}netwerk/{word}/nieuw/", network.add, {"kind": kind}, f"{kind}_add") for kind, word in ROWS.items()),
    *(
        path(f"{CASE}netwerk/{word}/<str:part_id>/", network.change, {"kind": kind}, f"{kind}_change")
        for kind, word in ROWS.items()
    ),
    *(
        path(f"{CASE}netwerk/{word}/<str:part_id>/weg/", network.remove, {"kind": kind}, f"{kind}_remove")
        for kind, word in ROWS.items()
    ),
    path("dossiers/<str:case_id>/papier/", exports.papers, name="dossier_papers"),
    path("dossiers/<str:case_id>/papier/aanvraag.pdf", exports.pdf, name="dossier_pdf"),
    path("dossiers/<str:case_id>/papier/aanvraag.docx", exports.docx, name="dossier_docx"),
    path("dossiers/<str:case_id>/papier/dossier.json", exports.json, name="dossier_json"),
    path("dossiers/<str:case_id>/papier/inlezen/", exchange.json_in, name="dossier_json_in"),
    path("dossiers/<str:case_id>/papier/bevindingen/", exports.findings, name="dossier_findings"),
    path("dossiers/<str:case_id>/papier/bevindingen.pdf", exports.findings_pdf, name="dossier_findings_pdf"),
    path("dossiers/<str:case_id>/papier/word/", exchange.word, name="dossier_word"),
    path("dossiers/<str:case_id>/papier/word/<str:paper_id>/", exchange.word_back_page, name="dossier_word_back"),
    path("dossiers/<str:case_id>/geld/", money.money, name="dossier_money"),
    path("dossiers/<str:case_id>/geld/bewaren/", money.save, name="dossier_money_save"),
    path("dossiers/<str:case_id>/geld/geld.xlsx", money_files.download, name="dossier_money_xlsx"),
    path("dossiers/<str:case_id>/geld/inlezen/", money_files.upload, name="dossier_money_upload"),
    path("dossiers/<str:case_id>/geld/overnemen/", money_files.take_in, name="dossier_money_take_in"),
]

# the diagnosis
urlpatterns += [
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
