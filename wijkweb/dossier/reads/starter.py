"""A starter list of indicators: the names that monitors use, what each counts, where it comes from."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from wijkweb.rules.figure_import import Name
from wijkweb.shapes.call import Call


@dataclass(frozen=True, slots=True)
class Starter:
    """An indicator to begin with. `aspect` is the key of an aspect, used where the call has it."""

    code: str
    name: Promise
    definition: Promise
    unit: str
    source: str
    aspect: str


STARTERS = (
    Starter("inwoners_km2", _("residents per km²"), _("Residents on 1 January over the land area of the area, in the version of boundaries that is named."), "inw/km²", "Bevolkingsregister", "density"),
    Starter("niet_belg_pct", _("residents without Belgian nationality"), _("Residents whose nationality now is not Belgian, as a percentage of all residents."), "%", "Bevolkingsregister", "demography"),
    Starter("herkomst_niet_be_pct", _("residents of non-Belgian origin"), _("Residents whose own first nationality, or that of a parent, is not Belgian, as a percentage of all residents."), "%", "Bevolkingsregister", "demography"),
    Starter("jongeren_pct", _("residents under 18"), _("Residents under 18 on 1 January, as a percentage of all residents."), "%", "Bevolkingsregister", "demography"),
    Starter("werkloosheidsdruk_pct", _("unemployment pressure"), _("Job seekers without work as a percentage of all residents of 18 to 64, not of the labour force."), "%", "VDAB Arvastat", "employment"),
    Starter("werkloosheidsdruk_18_24_pct", _("unemployment pressure of 18 to 24"), _("Job seekers without work as a percentage of all residents of 18 to 24."), "%", "VDAB Arvastat", "employment"),
    Starter("welvaartsindex", _("welfare index"), _("Mean taxable income against that of a base area, which is 100. Say which area, and whether it is per resident or per tax payer."), "index", "Statbel", "income"),
    Starter("netto_inkomen_belastingplichtige", _("mean net income per tax payer"), _("Net taxable income over the number of tax payers, in euro a year."), "EUR", "Statbel", "income"),
    Starter("leefloon_1000", _("living wage per 1000 residents"), _("People entitled to a living wage or an equivalent, monthly mean, per 1000 residents."), "‰", "POD Maatschappelijke Integratie", "living_wage"),
    Starter("laaggeschoold_pct", _("residents with little schooling"), _("Residents from 25 on without a diploma of secondary education, as a percentage of those of that age."), "%", "Statbel", "schooling"),
    Starter("schoolse_vertraging_pct", _("pupils with school delay"), _("Pupils of secondary school two years or more behind, as a percentage of the pupils who live in the area."), "%", "Departement Onderwijs", "school_delay"),
    Starter("thuistaal_pct", _("pupils with another language at home"), _("Pupils who do not speak Dutch with anybody at home, as a percentage of the pupils who live in the area."), "%", "Departement Onderwijs", "other_language"),
    Starter("eenouder_pct", _("single parent families"), _("Households of one parent with children, as a percentage of all households with children."), "%", "Statbel", "single_parents"),
    Starter("oude_woningen_pct", _("dwellings from before 1946"), _("Dwellings built before 1946, as a percentage of all dwellings."), "%", "Kadaster", "old_buildings"),
    Starter("comfort_pct", _("dwellings without basic comfort"), _("Dwellings without running water, bath or shower, toilet or central heating, as a percentage of all dwellings."), "%", "Statbel", "housing_quality"),
    Starter("groen_m2", _("public green per resident"), _("Area of public green inside the area over its residents."), "m²/inw", "", "green_space"),
    Starter("misdrijven_1000", _("crimes per 1000 residents"), _("Crimes registered by the police in a year, per 1000 residents."), "‰", "Federale politie", "crime"),
    Starter("onveilig_eigen_buurt_pct", _("feels unsafe in the own neighbourhood"), _("Share of those asked who often or always feel unsafe; from a survey, so name how many were asked."), "%", "Stadsmonitor", "crime"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A starter in the language of the call, with the aspect of the call that it tells about, or ""."""

    code: str
    name: str
    definition: str
    unit: str
    source: str
    aspect: str


def suggestions(call: Call) -> tuple[Suggestion, ...]:
    """The starter list for a call. Names are in its language, the definitions in that of the page."""
    known = {aspect.key for aspect in call.aspects}
    with override(call.language):
        names = [str(starter.name) for starter in STARTERS]
    return tuple(
        Suggestion(s.code, name, str(s.definition), s.unit, s.source, s.aspect if s.aspect in known else "")
        for s, name in zip(STARTERS, names, strict=True)
    )


def names_of_codes(call: Call) -> dict[str, Name]:
    """What the codes of a monitor stand for: with v_ (a count), vp_ (a ratio), vg_ (a mean) or without."""
    return {
        f"{prefix}{item.code}": Name(item.name, item.unit, item.aspect)
        for item in suggestions(call)
        for prefix in ("", "v_", "vp_", "vg_")
    }
