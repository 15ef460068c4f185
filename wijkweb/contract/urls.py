"""Pages of a contract."""

from django.urls import URLPattern, include, path

from wijkweb.contract.views import amendments, award, capacity, contracts, indicators, network, risks, rows, team, words

CASE = "contracten/<str:case_id>"
# the name of each kind of row, and where its forms stand
ROWS = (
    ("vacancy", "capaciteit/vacatures"),
    ("condition", "capaciteit/voorwaarden"),
    ("session", "capaciteit/sessies"),
    ("support", "capaciteit/beloofd"),
    ("network_partner", "netwerk/partners"),
    ("engagement", "netwerk/engagementen"),
    ("partner_contact", "netwerk/contacten"),
    ("partner_year", "netwerk/jaren"),
    ("policy_request", "netwerk/vragen"),
    ("recommendation", "netwerk/aanbevelingen"),
)


def row_paths(name: str, place: str) -> list[URLPattern]:
    """The three addresses of a kind of row: add, change, take out."""
    kind, row = {"kind": name}, f"{CASE}/{place}/<str:part_id>"
    return [
        path(f"{CASE}/{place}/nieuw/", rows.row_add, kind, name=f"{name}_add"),
        path(f"{row}/wijzigen/", rows.row_change, kind, name=f"{name}_change"),
        path(f"{row}/weg/", rows.row_remove, kind, name=f"{name}_remove"),
    ]


urlpatterns = [
    path("", include("wijkweb.contract.urls_money")),
    path("contracten/", contracts.contract_list, name="contract_list"),
    path("contracten/nieuw/", contracts.choose, name="contract_new"),
    path("contracten/nieuw/met-de-hand/", contracts.by_hand, name="contract_by_hand"),
    path("contracten/nieuw/<str:case_id>/", contracts.begin, name="contract_begin"),
    path("contracten/<str:case_id>/", contracts.contract, name="contract"),
    path("contracten/<str:case_id>/instellingen/", contracts.settings, name="contract_settings"),
    # the team
    path("contracten/<str:case_id>/team/", team.team, name="contract_team"),
    path("contracten/<str:case_id>/team/functies/nieuw/", team.function_add, name="function_add"),
    path("contracten/<str:case_id>/team/functies/<str:part_id>/", team.function_change, name="function_change"),
    path("contracten/<str:case_id>/team/functies/<str:part_id>/weg/", team.function_remove, name="function_remove"),
    path("contracten/<str:case_id>/team/mensen/nieuw/", team.member_add, name="member_add"),
    path("contracten/<str:case_id>/team/mensen/<str:person_id>/", team.member_change, name="member_change"),
    path("contracten/<str:case_id>/team/links/<str:key>/terugnemen/", team.withdraw, name="team_withdraw"),
    # the words in which it registers
    path("contracten/<str:case_id>/woorden/", words.words, name="contract_words"),
    path("contracten/<str:case_id>/woorden/<str:list>/nieuw/", words.word_add, name="word_add"),
    path("contracten/<str:case_id>/woorden/<str:list>/<str:key>/", words.word_change, name="word_change"),
    path("contracten/<str:case_id>/woorden/<str:list>/<str:key>/sluiten/", words.word_close, name="word_close"),
    path("contracten/<str:case_id>/woorden/<str:list>/<str:key>/openen/", words.word_open, name="word_open"),
    # promises, their definitions, closed weeks
    path("contracten/<str:case_id>/beloften/", indicators.indicators, name="indicators"),
    path("contracten/<str:case_id>/beloften/nieuw/", indicators.indicator_add, name="indicator_add"),
    path("contracten/<str:case_id>/beloften/<str:part_id>/", indicators.indicator_change, name="indicator_change"),
    path("contracten/<str:case_id>/beloften/<str:part_id>/versie/", indicators.definition_add, name="definition_add"),
    path("contracten/<str:case_id>/sluitingsweken/nieuw/", indicators.closure_add, name="closure_add"),
    path(
        "contracten/<str:case_id>/sluitingsweken/<str:part_id>/weg/", indicators.closure_remove, name="closure_remove"
    ),
    # what it stands on
    path(f"{CASE}/nulmeting/", award.baseline, name="baseline"),
    path(f"{CASE}/nulmeting/vastleggen/", award.baseline_add, name="baseline_add"),
    path(f"{CASE}/nulmeting/aanvraag.json", award.baseline_json, name="baseline_json"),
    path(f"{CASE}/toekenning/", award.award, name="award"),
    path(f"{CASE}/toekenning/stuk/", award.award_paper, name="award_paper"),
    path(f"{CASE}/addenda/nieuw/", amendments.amendment_add, name="amendment_add"),
    path(f"{CASE}/addenda/<str:part_id>/", amendments.amendment_change, name="amendment_change"),
    path(f"{CASE}/addenda/<str:part_id>/weg/", amendments.amendment_remove, name="amendment_remove"),
    path(f"{CASE}/addenda/<str:part_id>/stuk/", amendments.amendment_paper, name="amendment_paper"),
    # capacity of the team, the network, risks
    path(f"{CASE}/capaciteit/", capacity.capacity, name="capacity"),
    path(f"{CASE}/netwerk/", network.network, name="contract_network"),
    *(pattern for name, place in ROWS for pattern in row_paths(name, place)),
    path(f"{CASE}/netwerk/partners/<str:part_id>/", network.partner, name="contract_partner"),
    path(f"{CASE}/risicos/", risks.risks, name="risks"),
    path(f"{CASE}/risicos/nieuw/", risks.risk_add, name="contract_risk_add"),
    path(f"{CASE}/risicos/<str:part_id>/", risks.risk, name="contract_risk"),
    path(f"{CASE}/risicos/<str:part_id>/wijzigen/", risks.risk_change, name="contract_risk_change"),
    path(f"{CASE}/risicos/<str:part_id>/beoordelen/", risks.risk_assess, name="contract_risk_assess"),
    path(f"{CASE}/risicos/<str:part_id>/weg/", risks.risk_remove, name="contract_risk_remove"),
]
