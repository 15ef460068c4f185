"""The plan moves: amendments, reallocations against the clauses, person-months, the index of wages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.contract.money import NOW, START, TODAY, book, line_of, move
from wijkweb.commons.ids import public_id
from wijkweb.contract.actions.money_entries import Refused
from wijkweb.contract.actions.money_files import Upload
from wijkweb.contract.actions.money_months import MonthDone, add_paper, confirm_months, correct_month
from wijkweb.contract.actions.money_moves import BreaksClause, NotInPeriod
from wijkweb.contract.actions.money_plan import NeedsAmendment, Overtaken, Unseen, add_plan_line, change_plan_line
from wijkweb.contract.actions.parts import ChangedMeanwhile, add_part
from wijkweb.contract.models import Amendment, IndexEvent, MonthPaper, PersonMonth, PlanLine, Reallocation
from wijkweb.contract.reads.spending import own_share_of, spending_of
from wijkweb.shapes.finding import Severity
from wijkweb.shapes.spending import Money, Spending

pytestmark = pytest.mark.django_db
OPERATING, STAFF, STUDIES, INVEST = "operating", "staff", "studies", "investments"


@pytest.fixture
def by(city: Any, make_person: Any) -> Any:
    return make_person("editor", city)


def money(found: Spending, post: str, payer: str) -> Money:
    return next((row.money for row in found.rows if (row.post, row.payer) == (post, payer)), Money())


def codes(found: Spending) -> list[str]:
    return [alarm.code for alarm in found.alarms]


def amendment(contract: Any) -> Amendment:
    return Amendment.objects.create(
        contract=contract, subject="money", text="meer VTE", decided_number="2023_CBS_1", decided_on=date(2023, 5, 4)
    )


def test_a_signed_plan_changes_only_by_an_amendment_and_its_old_self_stays(contract: Any, by: Any) -> None:
    line = PlanLine.objects.get(contract=contract, post=OPERATING, payer="own")
    values: dict[str, Any] = {"valid_from": date(2023, 6, 1), "amount": Decimal("24000.00"), "reason": "college"}
    with pytest.raises(NeedsAmendment):
        change_plan_line(line=line, token=1, values={**values, "amendment": None}, by=by, now=NOW)
    decided = {**values, "amendment": amendment(contract)}
    change_plan_line(line=line, token=1, values=decided, by=by, now=NOW)
    change_plan_line(line=line, token=1, values=decided, by=by, now=NOW)
    with pytest.raises(Overtaken):
        change_plan_line(line=line, token=1, values={**decided, "amount": Decimal(1)}, by=by, now=NOW)
    plans = [money(spending_of(contract, until=day), OPERATING, "own") for day in (date(2023, 5, 31), TODAY)]
    assert [one.plan for one in plans] == [Decimal(20000), Decimal(24000)]
    assert plans[1].baseline == Decimal("20000.00")
    assert line.versions.count() == 2


def test_an_amendment_that_breaks_a_clause_is_said_first(contract: Any, by: Any) -> None:
    line = line_of(contract, "Dienst Outreach")
    terms = {"vte": Decimal("0.50"), "start": START, "end": date(2025, 12, 31), "yearly": Decimal("30000.00")}
    values = {**terms, "indexation": Decimal(0), "valid_from": date(2023, 6, 1), "amendment": amendment(contract)}
    with pytest.raises(Unseen) as raised:
        change_plan_line(line=line, token=1, values=values, by=by, now=NOW)
    assert [one.code for one in raised.value.findings] == ["own_share.short"]
    assert line.versions.count() == 1
    seen = frozenset({"own_share.short"})
    assert change_plan_line(line=line, token=1, values=values, seen=seen, by=by, now=NOW).amount == Decimal("120000.00")


def test_a_contract_by_hand_has_its_plan_typed_in(city: Any, by: Any) -> None:
    from wijkweb.contract.actions.contracts import begin_by_hand

    made = begin_by_hand(
        municipality=city, title="Hand", start=START, end=date(2025, 12, 31), tracks=(), by=by, now=NOW
    )
    values = {"payer": "own", "post": "werking", "title": "", "function": "", "amount": Decimal(500)}
    values |= {"valid_from": START, "amendment": None, "reason": ""}
    id = public_id()
    line = add_plan_line(contract=made, public_id=id, values=values, by=by, now=NOW)
    assert add_plan_line(contract=made, public_id=id, values=values, by=by, now=NOW) == line
    change_plan_line(line=line, token=1, values={**values, "amount": Decimal(600)}, by=by, now=NOW)
    assert spending_of(made, until=TODAY).total.plan == Decimal("600.00")


def test_a_reallocation_moves_the_plan_from_its_day_on(contract: Any, by: Any) -> None:
    made = move(contract, by, "1500.00", (OPERATING, "own"), (STUDIES, "own"))
    found = [spending_of(contract, until=day) for day in (date(2024, 5, 1), TODAY)]
    assert [money(one, OPERATING, "own").plan for one in found] == [Decimal(20000), Decimal(18500)]
    assert [money(one, STUDIES, "own").plan for one in found] == [Decimal(0), Decimal(1500)]
    assert found[0].total.plan == found[1].total.plan == Decimal("1023194.00")
    assert made.warnings == ""


@pytest.mark.parametrize(
    ("amount", "from_", "to", "code"),
    [
        ("23826.51", (STAFF, "own"), (STAFF, "private"), "own_share.short"),
        ("506.01", (STAFF, "own"), (STAFF, "subsidy"), "subsidy.over"),
        ("159898.81", (STAFF, "subsidy"), (INVEST, "subsidy"), "infrastructure.over"),
        ("100.00", (OPERATING, "subsidy"), ("feest", "subsidy"), "posts.not_eligible"),
        ("6000.01", (OPERATING, "subsidy"), (STAFF, "subsidy"), "plan.below_zero"),
    ],
)
def test_a_reallocation_that_breaks_a_clause_is_refused(
    contract: Any, by: Any, amount: str, from_: tuple, to: tuple, code: str
) -> None:
    with pytest.raises(BreaksClause) as raised:
        move(contract, by, amount, from_, to)
    assert code in [one.code for one in raised.value.findings]
    assert not Reallocation.objects.exists()


@pytest.mark.parametrize(
    ("amount", "from_", "to"),
    [
        ("506.00", (STAFF, "own"), (STAFF, "subsidy")),
        ("159898.80", (STAFF, "subsidy"), (INVEST, "subsidy")),
        ("6000.00", (OPERATING, "subsidy"), (STAFF, "subsidy")),
    ],
)
def test_to_the_cent_within_a_clause_is_within(contract: Any, by: Any, amount: str, from_: tuple, to: tuple) -> None:
    assert move(contract, by, amount, from_, to).amount == Decimal(amount)


def test_what_was_paid_is_held_against_the_clauses_too(contract: Any, by: Any) -> None:
    book(contract, by, payer="subsidy", post=INVEST, amount=Decimal("160000.00"))
    with pytest.raises(BreaksClause, match=r"realised\.infrastructure"):
        move(contract, by, "100.00", (OPERATING, "own"), (STUDIES, "own"))
    book(contract, by, amount=Decimal("19950.00"))
    with pytest.raises(BreaksClause, match=r"plan\.below_paid"):
        move(contract, by, "100.00", (OPERATING, "own"), (STUDIES, "own"))


def test_money_that_is_committed_goes_only_when_somebody_saw_it(contract: Any, by: Any) -> None:
    away, to = (OPERATING, "own"), (STUDIES, "own")
    order = book(contract, by, kind="commitment", amount=Decimal("15000.00"))
    book(contract, by, pays=order, amount=Decimal("4000.00"))
    book(contract, by, amount=Decimal("1000.00"))
    assert move(contract, by, "4000.00", away, to).warnings == ""
    with pytest.raises(Unseen) as raised:
        move(contract, by, "0.01", away, to)
    [found] = raised.value.findings
    assert (found.code, found.severity) == ("plan.below_committed", Severity.WARNING)
    assert [found.facts[name] for name in ("paid", "open", "plan", "short")] == [
        Decimal("5000.00"), Decimal("11000.00"), Decimal("15999.99"), Decimal("0.01"),
    ]  # fmt: skip
    seen = frozenset({"plan.below_committed"})
    assert move(contract, by, "0.01", away, to, seen=seen).warnings == "plan.below_committed"
    with pytest.raises(BreaksClause, match=r"plan\.below_paid"):
        move(contract, by, "11000.00", away, to, seen=seen)


def test_an_own_share_that_is_behind_is_a_warning_that_somebody_sees(contract: Any, by: Any) -> None:
    book(contract, by, payer="subsidy", amount=Decimal("1000.00"))
    with pytest.raises(Unseen, match=r"realised\.own_share"):
        move(contract, by, "100.00", (OPERATING, "own"), (STUDIES, "own"))
    made = move(contract, by, "100.00", (OPERATING, "own"), (STUDIES, "own"), seen=frozenset({"realised.own_share"}))
    assert made.warnings == "realised.own_share"


def test_a_reallocation_lies_within_the_contract_and_not_ahead(contract: Any, by: Any) -> None:
    for day in (date(2021, 12, 31), date(2024, 11, 21)):
        with pytest.raises(NotInPeriod):
            move(contract, by, "1.00", (OPERATING, "own"), (STUDIES, "own"), day=day)


def confirm(contract: Any, by: Any, *done: MonthDone, today: date = TODAY) -> list[PersonMonth]:
    return confirm_months(contract=contract, done=done, today=today, by=by, now=NOW)


def test_a_month_is_confirmed_once_as_planned_or_less(contract: Any, by: Any) -> None:
    line = line_of(contract, "Sociale cohesie")
    january, february = date(2022, 1, 1), date(2022, 2, 1)
    first, second = confirm(contract, by, MonthDone(line, january), MonthDone(line, february, Decimal("0.80")))
    assert (first.worked, first.amount) == (Decimal("1.60"), Decimal("7290.60"))
    assert (second.worked, second.amount) == (Decimal("0.80"), Decimal("3645.30"))
    assert confirm(contract, by, MonthDone(line, january)) == []
    with pytest.raises(Refused, match="month_known"):
        confirm(contract, by, MonthDone(line, date(2022, 3, 1)), MonthDone(line, january, Decimal("1.00")))
    assert PersonMonth.objects.count() == 2
    found = spending_of(contract, until=date(2022, 3, 31))
    assert money(found, STAFF, "subsidy").paid == Decimal("10935.90")
    assert [m.month.month for m in found.missing if m.function == "Sociale cohesie"] == [3]


@pytest.mark.parametrize(
    ("worked", "month", "code"),
    [
        ("1.61", date(2022, 1, 1), "above_vte"),
        ("-0.10", date(2022, 1, 1), "above_vte"),
        ("1.605", date(2022, 1, 1), "above_vte"),
        ("0.005", date(2022, 1, 1), "hundredths"),
        ("1.00", date(2024, 11, 1), "month_not_over"),
        ("1.00", date(2021, 12, 1), "no_such_month"),
        ("1.00", date(2026, 1, 1), "no_such_month"),
    ],
)
def test_a_month_that_cannot_be(contract: Any, by: Any, worked: str, month: date, code: str) -> None:
    with pytest.raises(Refused, match=code):
        confirm(contract, by, MonthDone(line_of(contract, "Sociale cohesie"), month, Decimal(worked)))


def test_a_correction_is_a_next_version_with_its_reason(contract: Any, by: Any) -> None:
    [known] = confirm(contract, by, MonthDone(line_of(contract, "Outreach"), date(2022, 1, 1)))
    given: dict[str, Any] = {"known": known, "worked": Decimal("0.50"), "today": TODAY, "by": by, "now": NOW}
    with pytest.raises(Refused, match="reason_missing"):
        correct_month(version=1, reason=" ", **given)
    made = correct_month(version=1, reason="ziekte", **given)
    assert correct_month(version=1, reason="ziekte", **given) == made
    with pytest.raises(ChangedMeanwhile):
        correct_month(version=1, reason="x", **given | {"worked": Decimal("0.40")})
    assert (made.version, made.amount, PersonMonth.objects.filter(replaced=False).count()) == (2, Decimal("2278.31"), 1)
    assert spending_of(contract, until=TODAY).total.paid == Decimal("2278.31")


def test_a_zero_that_is_known_is_no_missing_month(contract: Any, by: Any) -> None:
    line = line_of(contract, "Outreach")
    before = money(spending_of(contract, until=TODAY), STAFF, "subsidy").forecast
    confirm(contract, by, MonthDone(line, date(2022, 1, 1), Decimal("0.00"), "vacature"))
    found = spending_of(contract, until=TODAY)
    assert date(2022, 1, 1) not in [m.month for m in found.missing if m.function == "Outreach"]
    assert before - money(found, STAFF, "subsidy").forecast == Decimal("4556.62")


def test_an_index_raises_what_staff_still_costs_from_its_day(contract: Any, by: Any) -> None:
    line = line_of(contract, "Outreach")
    confirm(contract, by, MonthDone(line, date(2022, 1, 1)))
    assert "forecast_over_plan" not in codes(spending_of(contract, until=TODAY))
    event = {"day": date(2023, 1, 1), "percent": Decimal("2.00"), "source": "spilindex"}
    add_part(contract=contract, model=IndexEvent, public_id=public_id(), values=event, by=by, now=NOW)
    [later] = confirm(contract, by, MonthDone(line, date(2023, 1, 1)))
    assert (later.yearly, later.amount) == (Decimal("55773.08"), Decimal("4647.76"))
    found = spending_of(contract, until=TODAY)
    staff = money(found, STAFF, "subsidy")
    assert staff.forecast - staff.plan == pytest.approx(Decimal("793494") * 3 / 4 * 2 / 100, abs=Decimal(1))
    assert "forecast_over_plan" in codes(found)
    assert money(spending_of(contract, until=date(2022, 12, 31)), STAFF, "subsidy").forecast < staff.plan + 1


def test_the_months_have_their_papers(contract: Any, by: Any) -> None:
    paper = Upload("loonstaat.pdf", b"totalen van januari")
    given: dict[str, Any] = {"contract": contract, "month": date(2022, 1, 1), "by": by, "now": NOW}
    first = add_paper(title="loonstaat", upload=paper, **given)
    assert add_paper(title="loonstaat", upload=paper, **given) == first
    assert MonthPaper.objects.get().file.name == "loonstaat.pdf"


def test_the_own_share_is_exact_to_the_cent(contract: Any, by: Any) -> None:
    book(contract, by, payer="subsidy", amount=Decimal("1000.02"))
    book(contract, by, payer="own", amount=Decimal("250.00"))
    own = own_share_of(contract, until=TODAY)
    assert (own.least, own.margin, own.holds) == (Decimal("250.01"), Decimal("-0.01"), False)
    book(contract, by, payer="own", amount=Decimal("0.01"))
    whole = spending_of(contract, until=TODAY).own
    assert (whole.margin, whole.holds, whole.base) == (Decimal("0.00"), True, "total_cost")
    assert own_share_of(contract, until=TODAY).own == whole.own == Decimal("250.01")
