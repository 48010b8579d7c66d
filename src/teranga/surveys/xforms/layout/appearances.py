"""Appearances asked by the form, written as the classes the engine's widgets look for."""

from teranga.surveys.xforms.xml import Element

_PLACEHOLDER = "or-appearances-placeholder"


def write_appearances(form: Element) -> None:
    for element in form.xpath(".//*[@data-appearances]"):
        is_select = element.attrib.pop("data-appearances-select-type", None) is not None
        asked = element.attrib.pop("data-appearances").lower().split()
        classes = [name for word in asked for name in _classes(word, is_select=is_select)]
        element.set(
            "class",
            " ".join(
                name
                for word in element.get("class", "").split()
                for name in (classes if word == _PLACEHOLDER else [word])
            ),
        )


def _classes(appearance: str, *, is_select: bool) -> list[str]:
    classes = [f"or-appearance-{appearance}"]
    if not is_select:
        return classes
    if appearance == "horizontal":
        classes.append("or-appearance-columns")
    elif appearance == "horizontal-compact":
        classes.append("or-appearance-columns-pack")
    elif appearance == "compact":
        classes += ["or-appearance-columns-pack", "or-appearance-no-buttons"]
    elif appearance.startswith("compact-"):
        classes += [
            f"or-appearance-{appearance.removeprefix('compact-')}",
            "or-appearance-no-buttons",
        ]
    return classes
