"""The framework and its weights, as rings (sunburst) or as steps (icicle)."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy.typing as npt

from teranga_analytics.composite.arrays import as_vector
from teranga_analytics.composite.effective_weights import effective_weights
from teranga_analytics.composite.figures.drawing import Point, element, lines_of, shortened, tooltip
from teranga_analytics.composite.figures.frame import MARGIN, Figure, Frame, framed
from teranga_analytics.composite.figures.palette import DOMAINS, INDIGO, PAPER, mixed, readable_on
from teranga_analytics.composite.figures.wording import percentage, word
from teranga_analytics.composite.framework import Framework

ROW = 40.0


@dataclass(frozen=True, slots=True)
class _Part:
    code: str
    name: str
    start: float
    end: float
    depth: int
    colour: str

    @property
    def share(self) -> float:
        return self.end - self.start


def sunburst(
    framework: Framework,
    frame: Frame,
    *,
    weights: npt.ArrayLike | None = None,
    names: Mapping[str, str] | None = None,
) -> Figure:
    """Draw a framework as rings: the angle of an element is its share of the whole.

    Parameters
    ----------
    framework
        The tree; with several tops they share the circle.
    frame
        Title, language and width.
    weights
        Shape ``(n_nodes,)``, weights used; those of the framework when None.
    names
        Name of each code; those of the framework in the language of the frame when None.

    Returns
    -------
    Figure
        Rows in the order of the tree: name, what it is part of, share.

    Raises
    ------
    ValueError
        If the weights have another shape.
    """
    parts = _parts(framework, frame, weights, names)
    depth = max(part.depth for part in parts) + 1
    size = min(frame.width - 2 * MARGIN, 520.0)
    centre = (frame.width / 2, frame.top + size / 2)
    ring = size / 2 / depth
    shapes = []
    for part in parts:
        inner, outer = ring * part.depth, ring * (part.depth + 1) - 1.5
        said = f"{part.name}: {percentage(part.share, frame.language)}"
        if part.share > 1 - 1e-9 and part.depth == 0:
            shapes.append(
                frame.canvas.circle(centre, outer, tooltip(said), fill=part.colour, stroke=PAPER)
            )
        else:
            shapes.append(_sector(frame, part, centre, (inner, outer), said))
        shapes.append(_ring_label(frame, part, centre, (inner, outer)))
    return _finished(framework, frame, shapes, parts, frame.top + size + 8)


def icicle(
    framework: Framework,
    frame: Frame,
    *,
    weights: npt.ArrayLike | None = None,
    names: Mapping[str, str] | None = None,
) -> Figure:
    """Draw a framework as steps from the top to the indicators: the width is the share.

    Parameters and result are those of `sunburst`; names stay level, which suits long ones.
    """
    parts = _parts(framework, frame, weights, names)
    inside = frame.width - 2 * MARGIN
    depth = max(part.depth for part in parts) + 1
    shapes = []
    for part in parts:
        x, y = MARGIN + part.start * inside, frame.top + ROW * part.depth
        width = part.share * inside
        said = f"{part.name}: {percentage(part.share, frame.language)}"
        shapes.append(
            frame.canvas.rectangle(
                x, y, width, ROW - 1.5, tooltip(said), fill=part.colour, stroke=PAPER,
                class_="figure-part",
            )
        )  # fmt: skip
        if width > 26:
            shapes.append(
                frame.canvas.text(
                    x + 5, y + ROW / 2 + 4, shortened(part.name, width - 8, 12), 12,
                    fill=readable_on(part.colour),
                )
            )  # fmt: skip
    return _finished(framework, frame, shapes, parts, frame.top + ROW * depth + 8)


def _parts(
    framework: Framework,
    frame: Frame,
    weights: npt.ArrayLike | None,
    names: Mapping[str, str] | None,
) -> list[_Part]:
    used = (
        framework.weights
        if weights is None
        else as_vector(weights, "weights", len(framework.codes))
    )
    n_tops = len(framework.roots)
    share = effective_weights(used, framework.parents) / n_tops
    called = {code: _name(framework, code, frame, names) for code in framework.codes}
    parts: list[_Part] = []

    colours = _colours(framework)

    def place(code: str, start: float, depth: int) -> None:
        end = start + float(share[framework.position[code]])
        parts.append(_Part(code, called[code], start, end, depth, colours[code]))
        for child in framework.children.get(code, ()):
            place(child, start, depth + 1)
            start += float(share[framework.position[child]])

    for number, root in enumerate(framework.roots):
        place(root, number / n_tops, 0)
    return parts


def _colours(framework: Framework) -> dict[str, str]:
    """Colour the domains, what is below them lighter, what is above in indigo.

    Domains are the aggregates at the least depth under the top where some hold indicators.
    """
    depth = {code: len(framework.ancestors(code)) for code in framework.codes}
    holders = {framework.by_code[code].parent for code in framework.indicators}
    level = min((depth[code] for code in holders if code and depth[code]), default=0)
    domains = [code for code in framework.aggregates if depth[code] == level]
    own = {code: DOMAINS[number % len(DOMAINS)] for number, code in enumerate(domains)}

    def colour(code: str) -> str:
        if code in own:
            return own[code]
        above = framework.ancestors(code)
        domain = next((ancestor for ancestor in above if ancestor in own), None)
        if domain is not None:
            return mixed(own[domain], PAPER, min(0.25 * (depth[code] - level) + 0.2, 0.7))
        return mixed(INDIGO, PAPER, min(0.2 * len(above), 0.8))

    return {code: colour(code) for code in framework.codes}


def _name(framework: Framework, code: str, frame: Frame, names: Mapping[str, str] | None) -> str:
    if names is not None:
        return names.get(code, code)
    node = framework.by_code[code]
    return (node.name_fr if frame.language == "fr" else node.name_en) or code


def _on_circle(centre: Point, radius: float, share: float) -> Point:
    angle = 2 * math.pi * share
    return centre[0] + radius * math.sin(angle), centre[1] - radius * math.cos(angle)


def _sector(frame: Frame, part: _Part, centre: Point, radii: tuple[float, float], said: str) -> str:
    inner, outer = radii
    ends = (part.start, min(part.end, part.start + 0.99999))
    path = frame.canvas.sector(
        (_on_circle(centre, outer, ends[0]), _on_circle(centre, outer, ends[1])),
        (_on_circle(centre, inner, ends[0]), _on_circle(centre, inner, ends[1])),
        (outer, inner),
        large=part.share > 0.5,
    )
    return element(
        "path", tooltip(said), d=path, fill=part.colour, stroke=PAPER, class_="figure-part"
    )


def _ring_label(frame: Frame, part: _Part, centre: Point, radii: tuple[float, float]) -> str:
    """Write along the radius, outwards on both halves, where the sector is wide enough."""
    inner, outer = radii
    middle = (part.start + part.end) / 2
    canvas = frame.canvas
    if part.depth == 0 and part.share > 1 - 1e-9:
        label = shortened(part.name, outer * 1.7, 12)
        return canvas.text(
            centre[0], centre[1] + 4, label, 12, "middle", fill=readable_on(part.colour)
        )
    size, arc = 11.0, 2 * math.pi * part.share * (inner + outer) / 2
    if arc < size + 2:
        return ""
    room = outer - inner - 6
    lines = list(lines_of(part.name, room, size)[: max(1, min(3, int(arc / (size + 2))))])
    if " ".join(lines) != part.name:
        lines[-1] += "…"
    x, y = _on_circle(centre, (inner + outer) / 2, middle)
    turn = 360 * middle - 90 if middle <= 0.5 else 360 * middle + 90
    if frame.mirrored:
        turn = -turn
    return "".join(
        canvas.text(
            x,
            y + (size + 1) * (index - (len(lines) - 1) / 2),
            shortened(line, room, size),
            size,
            "middle",
            fill=readable_on(part.colour),
            dominant_baseline="central",
            transform=f"rotate({turn:.1f} {canvas.x(x):.1f} {y:.1f})",
        )
        for index, line in enumerate(lines)
    )


def _finished(
    framework: Framework,
    frame: Frame,
    shapes: Sequence[str],
    parts: Sequence[_Part],
    height: float,
) -> Figure:
    called = {part.code: part.name for part in parts}
    rows = [
        (
            part.name,
            called.get(framework.by_code[part.code].parent or "", ""),
            percentage(part.share, frame.language),
        )
        for part in parts
    ]
    described = "; ".join(f"{name} {share}" for name, _, share in rows)
    header = [word(name, frame.language) for name in ("element", "parent", "share")]
    return framed(frame, shapes, height, f"{frame.title}. {described}.", (header, rows))
