"""Pages of a contract's money."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from wijkweb.contract.views import money, money_entries, money_ledger, money_months, money_plan, money_rows


class RowKind(StringConverter):
    """A kind of row that has a form of its own."""

    regex = "deel|schijf|index"


register_converter(RowKind, "moneykind")

PART = "contracten/<str:case_id>/geld/"
urlpatterns = [
    path(f"{PART}", money.money, name="money"),
    path(f"{PART}stand.xlsx", money.money_xlsx, name="money_xlsx"),
    path(f"{PART}stand.pdf", money.money_pdf, name="money_pdf"),
    path(f"{PART}boekingen.csv", money.money_csv, name="money_csv"),
    path(f"{PART}stukken/<str:file_id>/", money.money_file, name="money_file"),
    path(f"{PART}boekingen/", money_entries.entry_list, name="money_entries"),
    path(f"{PART}boekingen/nieuw/", money_entries.entry_add, name="money_entry_add"),
    path(f"{PART}boekingen/<str:part_id>/", money_entries.entry, name="money_entry"),
    path(f"{PART}boekingen/<str:part_id>/bewijs/", money_entries.entry_prove, name="money_entry_prove"),
    path(f"{PART}boekingen/<str:part_id>/tegenboeken/", money_entries.entry_counter, name="money_entry_counter"),
    path(f"{PART}boekingen/<str:part_id>/intrekken/", money_entries.entry_withdraw, name="money_entry_withdraw"),
    path(f"{PART}maanden/", money_months.months, name="money_months"),
    path(f"{PART}maanden/bevestigen/", money_months.months_confirm, name="money_months_confirm"),
    path(f"{PART}maanden/stuk/", money_months.month_paper, name="money_month_paper"),
    path(f"{PART}maanden/<str:line_id>/<str:said>/", money_months.month, name="money_month"),
    path(f"{PART}deelovereenkomsten/", money_rows.agreements, name="money_agreements"),
    path(f"{PART}schijven/", money_rows.instalments, name="money_instalments"),
    path(f"{PART}regels/", money_rows.terms, name="money_terms"),
    path(f"{PART}rij/<moneykind:kind>/nieuw/", money_rows.row_add, name="money_row_add"),
    path(f"{PART}rij/<moneykind:kind>/<str:part_id>/", money_rows.row_change, name="money_row_change"),
    path(f"{PART}index/<str:part_id>/weg/", money_rows.index_remove, name="money_index_remove"),
    path(f"{PART}plan/", money_plan.plan, name="money_plan"),
    path(f"{PART}plan/nieuw/", money_plan.plan_add, name="money_plan_add"),
    path(f"{PART}plan/herschikken/", money_plan.reallocation, name="money_reallocate"),
    path(f"{PART}plan/<str:part_id>/", money_plan.plan_change, name="money_plan_change"),
    path(f"{PART}inlezen/", money_ledger.ledger, name="money_ledger"),
    path(f"{PART}inlezen/<str:file_id>/", money_ledger.ledger_plan, name="ledger_plan"),
    path(f"{PART}inlezen/<str:file_id>/weg/", money_ledger.ledger_drop, name="ledger_drop"),
    path(f"{PART}inlezen/<str:batch_id>/ongedaan/", money_ledger.ledger_undo, name="ledger_undo"),
]
