"""Filters that every template has: amounts, shares, findings in words, blocks as HTML, icons."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from wijkweb.shapes.document import Block
from wijkweb.shapes.finding import Finding, Share
from wijkweb.writers import messages
from wijkweb.writers.html import inline_html

register = template.Library()


def _language() -> str:
    return "en" if (get_language() or "nl").startswith("en") else "nl"


@register.filter
def euro(value: Decimal | None) -> str:
    """799494.00 as 799.494,00; a dash when it is unknown."""
    return "–" if value is None else messages.amount(value, _language())


@register.filter
def percent(value: Share | None) -> str:
    """A share as a percentage; a dash when it is unknown."""
    return "–" if value is None else messages.percentage(value, _language())


@register.filter
def part(value: Decimal) -> str:
    """A part of 1 as a percentage: 0.20 as 20 %."""
    return messages.percentage(Share(Fraction(value)), _language())


@register.filter
def when(text: str) -> str:
    """A day, a month or a year of a calendar in words: "2021-09" as september 2021."""
    if len(text) == 4:
        return text
    day = date.fromisoformat(text if len(text) == 10 else f"{text}-01")
    return date_format(day, "j F Y" if len(text) == 10 else "F Y")


@register.filter
def say(finding: Finding) -> str:
    """The sentence of a finding, in the language of the page."""
    return messages.say(finding, _language())


@register.filter
def certainty(finding: Finding) -> str:
    """How sure the rule is; "" when it read figures."""
    return messages.certainty(finding, _language())


@register.filter
def term(code: str) -> str:
    """A fixed word of the program in the language of the page."""
    return messages.term(code, _language())


VERBS = {
    "closure.add": _("week closed by decision"),
    "closure.change": _("closed week changed"),
    "closure.remove": _("closed week opened again"),
    "definition.add": _("version of a definition added"),
    "indicator.add": _("promise added"),
    "indicator.change": _("promise changed"),
    "activity.add": _("activity planned"),
    "activity.change": _("activity changed"),
    "feed.make": _("agenda link made"),
    "feed.revoke": _("agenda link stopped"),
    "place.accept": _("proposed place put in the list"),
    "place.add": _("place added"),
    "place.change": _("place changed"),
    "place.close": _("place closed"),
    "place.co_owner": _("co-owner of a place added"),
    "place.co_owner_gone": _("co-owner of a place taken out"),
    "place.merge": _("proposed place taken together with another"),
    "place.open": _("place opened again"),
    "place.phase": _("place brought to another phase"),
    "signal.add": _("signal added"),
    "signal.answered": _("signal answered"),
    "signal.closed": _("signal closed"),
    "signal.combined": _("signals combined"),
    "signal.owned": _("signal given to an owner"),
    "signal.raised": _("signal raised"),
    "signal.reopened": _("signal opened again"),
    "signal.reworded": _("signal put into other words"),
    "signal.told": _("answer to a signal told back"),
    "body.begin": _("usual bodies made"),
    "body.add": _("body added"),
    "body.change": _("body changed"),
    "bodymember.add": _("member of a body added"),
    "bodymember.change": _("member of a body changed"),
    "meeting.add": _("meeting planned"),
    "meeting.change": _("meeting changed"),
    "meeting.begin": _("meeting begun"),
    "meeting.attendance": _("attendance of a meeting noted"),
    "agenda.gather": _("agenda made from what is due"),
    "agenda.kept": _("item of an agenda kept"),
    "agenda.dropped": _("item of an agenda dropped"),
    "agenda.move": _("item of an agenda moved"),
    "agendaitem.add": _("item of an agenda added"),
    "decision.add": _("decision noted"),
    "decision.change": _("decision changed"),
    "actionpoint.add": _("action noted"),
    "actionpoint.change": _("action changed"),
    "minutes.write": _("minutes written"),
    "minutes.approve": _("minutes approved and frozen"),
    "minutes.correct": _("minutes opened for a correction"),
    "anchorstep.add": _("anchoring step added"),
    "anchorstep.change": _("anchoring step changed"),
    "handover.add": _("hand-over planned"),
    "handover.change": _("hand-over changed"),
    "method.add": _("method added"),
    "method.change": _("method changed"),
    "report.begin": _("report begun"),
    "report.text": _("chapter of a report written"),
    "report.close": _("report closed and frozen"),
    "report.reopen": _("report opened again"),
    "report.approve": _("report approved"),
    "report.send": _("report sent to the funder"),
    "evaluation.save": _("findings of the jury saved"),
    "evaluation.give": _("findings given to the minister"),
    "evaluation.reply": _("findings replied to"),
    "agreement.add": _("agreement after an evaluation added"),
    "agreement.settle": _("agreement after an evaluation settled"),
    "interest.declare": _("interest of a juror declared"),
    "interest.lift": _("interest of a juror lifted"),
    "inquiry.ask": _("question of the funder asked"),
    "inquiry.answer": _("question of the funder answered"),
    "lesson.add": _("lesson noted"),
    "laterfigure.add": _("figure of a later year added"),
    "amendment.add": _("amendment added"),
    "amendment.change": _("amendment changed"),
    "amendment.remove": _("amendment taken out"),
    "award.correct": _("award put right"),
    "award.mark": _("award marked"),
    "baseline.freeze": _("baseline frozen"),
    "condition.add": _("condition of recruitment added"),
    "condition.change": _("condition of recruitment changed"),
    "condition.remove": _("condition of recruitment taken out"),
    "engagement.add": _("engagement of a partner added"),
    "engagement.change": _("engagement of a partner changed"),
    "engagement.remove": _("engagement of a partner taken out"),
    "partnercontact.add": _("contact with a partner added"),
    "partnercontact.change": _("contact with a partner changed"),
    "partnercontact.remove": _("contact with a partner taken out"),
    "partneryear.add": _("contribution of a partner noted"),
    "partneryear.change": _("contribution of a partner changed"),
    "partneryear.remove": _("contribution of a partner taken out"),
    "policyrequest.add": _("request to a government added"),
    "policyrequest.change": _("request to a government changed"),
    "policyrequest.remove": _("request to a government taken out"),
    "recommendation.add": _("recommendation added"),
    "recommendation.change": _("recommendation changed"),
    "recommendation.remove": _("recommendation taken out"),
    "risk.assess": _("risk assessed"),
    "session.add": _("session of the team added"),
    "session.change": _("session of the team changed"),
    "session.remove": _("session of the team taken out"),
    "supportpromise.add": _("promised sessions added"),
    "supportpromise.change": _("promised sessions changed"),
    "supportpromise.remove": _("promised sessions taken out"),
    "vacancy.add": _("vacancy noted"),
    "vacancy.change": _("vacancy changed"),
    "vacancy.remove": _("vacancy taken out"),
    "annex.add": _("annex added"),
    "annex.change": _("annex changed"),
    "annex.remove": _("annex taken out"),
    "idea.add": _("idea brought"),
    "idea.change": _("idea changed"),
    "idea.move": _("idea moved"),
    "partner.add": _("partner added"),
    "partner.change": _("partner changed"),
    "partner.remove": _("partner taken out"),
    "person.uninvite": _("invitation taken back"),
    "promise.add": _("promised indicator added"),
    "promise.change": _("promised indicator changed"),
    "promise.remove": _("promised indicator taken out"),
    "risk.add": _("risk added"),
    "risk.change": _("risk changed"),
    "risk.remove": _("risk taken out"),
    "role.take": _("role taken away"),
    "rulerequest.add": _("request for low rules added"),
    "rulerequest.change": _("request for low rules changed"),
    "rulerequest.remove": _("request for low rules taken out"),
    "areas.load": _("areas loaded"),
    "call.load": _("call loaded"),
    "code.add": _("word added"),
    "code.close": _("word closed"),
    "code.name": _("word put in other words"),
    "code.open": _("word opened again"),
    "contact.correct": _("contact corrected"),
    "contact.take_back": _("contact taken back"),
    "contract.begin": _("contract begun"),
    "contract.change": _("contract changed"),
    "device.enter": _("phone came in"),
    "device.invite": _("code for a phone made"),
    "device.revoke": _("phone revoked"),
    "field.batch": _("contacts came in"),
    "field.purge": _("old contacts taken away"),
    "field.rescue": _("file of a phone taken in"),
    "held.accept": _("held item taken over"),
    "held.fill_in": _("held item filled in"),
    "held.set_aside": _("held item set aside"),
    "member.change": _("something of somebody in the team changed"),
    "member.leave": _("somebody left the team"),
    "teamfunction.add": _("function added"),
    "teamfunction.change": _("function changed"),
    "teamfunction.remove": _("function taken out"),
    "entry.add": _("entry booked"),
    "entry.counter": _("entry taken back by a counter entry"),
    "entry.withdraw": _("entry withdrawn"),
    "indexevent.add": _("rise of the wage index added"),
    "indexevent.change": _("rise of the wage index changed"),
    "indexevent.remove": _("rise of the wage index taken out"),
    "instalment.add": _("instalment added"),
    "instalment.change": _("instalment changed"),
    "ledger.drop": _("ledger file put aside"),
    "ledger.take": _("ledger file taken in"),
    "ledger.undo": _("ledger file undone"),
    "money.terms": _("days after the end changed"),
    "months.confirm": _("person-months confirmed"),
    "months.correct": _("person-months corrected"),
    "months.paper": _("paper added to a month"),
    "plan.reallocate": _("money of the plan moved"),
    "plan.take_over": _("finance plan taken over"),
    "planline.add": _("line added to the plan"),
    "planline.change": _("line of the plan changed"),
    "subagreement.add": _("sub-agreement added"),
    "subagreement.change": _("sub-agreement changed"),
    "comment.add": _("comment made"),
    "comment.answer": _("comment answered"),
    "comment.close": _("comment closed"),
    "comment.reopen": _("comment opened again"),
    "dossier.import": _("dossier read in from a file"),
    "dossier.start": _("dossier started"),
    "dossier.state": _("state of the dossier changed"),
    "dossier.take_in": _("paper taken into the dossier"),
    "dossier.title": _("name of the dossier changed"),
    "money.save": _("money changed"),
    "money.take_in": _("money taken over from a spreadsheet"),
    "figures.area_remove": _("area taken out of the diagnosis"),
    "figures.areas": _("areas of the diagnosis changed"),
    "figures.import": _("file of figures taken in"),
    "figures.import_drop": _("file of figures put aside"),
    "figures.remove": _("figures taken out"),
    "figures.undo": _("file of figures undone"),
    "figures.write": _("figures changed"),
    "paper.check": _("paper checked"),
    "person.invite": _("person invited"),
    "question.answer": _("guidance questions ticked off"),
    "role.give": _("role given"),
    "section.plan": _("section assigned"),
    "section.state": _("state of a section changed"),
    "text.restore": _("version of a text put back"),
    "text.save": _("text saved"),
    "text.word_in": _("sections taken over from Word"),
}


@register.filter
def verb(code: str) -> str:
    """What a journal line says was done, in words."""
    return str(VERBS.get(code, code))


@register.filter
def as_html(block: Block) -> SafeString:
    """The text of a block; writers.html escapes it."""
    return mark_safe(inline_html(block))  # noqa: S308


@register.filter
def filled(count: int, limit: int | None) -> int:
    """How full a section is, in whole percents, at most 100; for a meter."""
    return min(100, round(100 * count / limit)) if limit else 0


@register.simple_tag
def icon(name: str) -> SafeString:
    """A small drawing from icons.svg; it says nothing that the text beside it does not say."""
    from django.templatetags.static import static

    source = static("commons/icons.svg")
    return format_html('<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>', source, name)
