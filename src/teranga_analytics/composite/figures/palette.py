"""Colours of the figures: few, quiet, told apart by people who see colours differently."""

INK = "#1d1b26"
MUTED = "#5c5868"
PAPER = "#fffdf8"
GRID = "#e3d9c6"
INDIGO = "#26356b"
OCHRE = "#b8651b"
BAND = "#d9cdb4"

# One hue from low to high: the five classes of the maps.
SEQUENCE = ("#cdd3ea", "#a4aed6", "#7886bd", "#4d5d9c", "#26356b")

# The eleven policy domains, kept apart for normal, protan and deutan eyes; a label always goes
# with the colour.
DOMAINS = (
    "#b27e00",
    "#074d50",
    "#081b41",
    "#461d7c",
    "#9a78e2",
    "#4a9787",
    "#430000",
    "#7c6379",
    "#2f5ab3",
    "#841200",
    "#b14b05",
)


def sequential(share: float) -> str:
    """Colour of a share from 0 to 1, between the classes of `SEQUENCE`."""
    place = min(max(share, 0.0), 1.0) * (len(SEQUENCE) - 1)
    low = min(int(place), len(SEQUENCE) - 2)
    return mixed(SEQUENCE[low], SEQUENCE[low + 1], place - low)


def mixed(one: str, other: str, share: float) -> str:
    """Colour on the way from one colour to another."""
    pairs = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def readable_on(background: str) -> str:
    """Black or white, whichever is easier to read: one of them always has a ratio over 4.5."""
    return max(("#000000", "#ffffff"), key=lambda colour: contrast(colour, background))


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours as WCAG 2 defines it, from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    shares = (channel / 255 for channel in _channels(colour))
    linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
