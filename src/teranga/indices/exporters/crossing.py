"""The figure of an index beside another fact."""

from django.utils.translation import gettext as _

from teranga.indices.exporters.figures import PAGE, frame_of
from teranga.indices.queries.crossing import Crossing
from teranga.indices.queries.edition.release import Release
from teranga_analytics.composite.figures.frame import Figure
from teranga_analytics.composite.figures.scatter import scatter


def crossing_figure(release: Release, crossing: Crossing) -> Figure:
    node = release.name(crossing.node)
    title = _("%(n)s countries: “%(node)s” and %(unit)s") % {
        "n": len(crossing.countries),
        "node": node,
        "unit": crossing.fact.unit,
    }
    return scatter(
        [release.country(code) for code in crossing.countries],
        crossing.scores,
        crossing.numbers,
        (node, crossing.fact.unit),
        frame_of(release, title, crossing.fact.title, width=PAGE),
        decimals=0,
    )
