"""Rules, reasons and parts of a score, in words."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from teranga.core.models import Country, Language
from teranga.facility.queries.matching_arrays import Axes
from teranga_analytics.matching import TRAITS, Block, Refusal, RuleKind

PART_LABELS: Mapping[str, StrOrPromise] = {
    "themes": gettext_lazy("themes"),
    "country": gettext_lazy("knowledge of the country"),
    "language": gettext_lazy("working language"),
    "experience": gettext_lazy("years of experience"),
    "marks": gettext_lazy("marks of past missions"),
    "rotation": gettext_lazy("fair rotation"),
    "cost": gettext_lazy("cost"),
}
REFUSAL_LABELS: Mapping[Refusal, StrOrPromise] = {
    Refusal.THEME: gettext_lazy("none of the themes"),
    Refusal.LANGUAGE: gettext_lazy("no working language at the level asked"),
    Refusal.EXPERIENCE: gettext_lazy("not enough years of experience"),
    Refusal.EMPLOYER_KIND: gettext_lazy("kind of employer not taken"),
    Refusal.UNAVAILABLE: gettext_lazy("not available on these days"),
    Refusal.FULL: gettext_lazy("as many missions this year as accepted"),
    Refusal.CONFLICT: gettext_lazy("conflict of interest"),
    Refusal.NOT_RELEASED: gettext_lazy("not released, declined or withdrawn"),
}
_TRAIT_LABELS: Mapping[str, StrOrPromise] = {
    "southern": gettext_lazy("experts from the South"),
    "woman": gettext_lazy("women"),
    "eu_government": gettext_lazy("EU government experts"),
    "national": gettext_lazy("experts with national experience"),
    "local": gettext_lazy("experts with local experience"),
    "senior": gettext_lazy("experts with 15 years or more"),
}

_RULES: Mapping[RuleKind, StrOrPromise] = {
    RuleKind.TEAM_SIZE: gettext_lazy("%(limit)s experts are wanted, %(n)s cannot be found"),
    RuleKind.TRAIT: gettext_lazy("%(limit)s %(who)s are wanted at least, %(n)s are missing"),
    RuleKind.LANGUAGE: gettext_lazy("nobody in the team would speak this language: %(who)s"),
    RuleKind.HOME_LIMIT: gettext_lazy("%(limit)s of %(who)s at most, %(n)s more would be needed"),
    RuleKind.HOME_SHARE: gettext_lazy(
        "%(limit)s places for %(who)s at most, %(n)s more would be needed"
    ),
    RuleKind.WOMEN_SHARE: gettext_lazy(
        "%(limit)s women are wanted over all teams, %(n)s are missing"
    ),
    RuleKind.SOUTHERN_SHARE: gettext_lazy(
        "%(limit)s experts from the South are wanted in all, %(n)s are missing"
    ),
    RuleKind.TEAM_BUDGET: gettext_lazy("the fees exceed the limit of EUR %(limit)s by EUR %(n)s"),
    RuleKind.BUDGET: gettext_lazy("all fees exceed the limit of EUR %(limit)s by EUR %(n)s"),
}


def block_words(block: Block, axes: Axes) -> str:
    """Say a rule that stands in the way, and by how much."""
    told = {"n": round(block.amount), "limit": round(block.limit), "who": _who(block, axes)}
    return str(_RULES[block.kind]) % told


def _who(block: Block, axes: Axes) -> str:
    named: Mapping[RuleKind, Callable[[int], object]] = {
        RuleKind.TRAIT: lambda key: _TRAIT_LABELS[TRAITS[key]],
        RuleKind.LANGUAGE: lambda key: Language(code=axes.languages[key]),
        RuleKind.HOME_LIMIT: lambda key: Country.objects.get(pk=axes.homes[key]),
        RuleKind.HOME_SHARE: lambda key: Country.objects.get(pk=axes.homes[key]),
    }
    return str(named[block.kind](block.key)) if block.kind in named else ""
