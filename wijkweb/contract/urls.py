"""Pages of a contract."""

from django.urls import include, path

from wijkweb.contract.views import contracts, indicators, team, words

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
]
