"""What the seed file says of one Action, told as short lines under their kinds."""

from collections.abc import Iterator, Mapping
from typing import Any

from teranga.facility.enums import ActionFactKind

Fact = tuple[ActionFactKind, dict[str, str]]

# Lists of the seed file that are already short lines.
_LISTS = {
    "livrables": ActionFactKind.DELIVERABLE,
    "partenaires": ActionFactKind.PARTNER,
    "modifications": ActionFactKind.CHANGE,
    "pratiques": ActionFactKind.PRACTICE,
    "impacts": ActionFactKind.IMPACT,
    "defis": ActionFactKind.CHALLENGE,
    "enseignements": ActionFactKind.LESSON,
}
_BOUNDS = {"superieur": "plus de ", "environ": "environ "}
_CONTENTS = {
    "questionnaire_axes": "Axes du questionnaire",
    "definitions_communes": "Définitions communes",
    "structure_politique": "Structure de la politique",
}
_SEE = {
    "voir_aussi": "Voir aussi",
    "reproduit_depuis": "Reproduit depuis",
    "reproduit_vers": "Reproduit dans",
}


def facts_of(
    row: Mapping[str, Any], words: Mapping[str, Any], countries: Mapping[str, str]
) -> Iterator[Fact]:
    """Yield each fact in French, the language of the source; `countries` are French names."""
    for activity in row.get("activites", []):
        yield ActionFactKind.ACTIVITY, {"fr": _activity(activity, words["activities"])}
    for name, kind in _LISTS.items():
        yield from ((kind, {"fr": text}) for text in row.get(name, []))
    yield from _contents(row)
    if row.get("experts"):
        yield ActionFactKind.EXPERTS, {"fr": _experts(row["experts"], countries)}
    for figure in row.get("chiffres", []):
        yield ActionFactKind.FIGURE, {"fr": _figure(figure)}
    for number in row.get("particularites", []):
        yield ActionFactKind.CRITERION, words["criteria"][number]
    yield from _links(row)


def remark_of(row: Mapping[str, Any]) -> str:
    """Return what the source says twice, differently, of this Action."""
    parts = [*row.get("annees_variantes", []), row.get("annees_note"), row.get("reference_note")]
    sentences = [part[0].upper() + part[1:] for part in parts if part]
    return ". ".join(sentences) + "." if sentences else ""


def _activity(activity: Mapping[str, Any], names: Mapping[str, str]) -> str:
    text = names[activity["type"]]
    if "nombre" in activity:
        text += f" ({activity['nombre']})"
    place = ", ".join(str(activity[name]) for name in ("lieu", "date") if activity.get(name))
    details = [place, activity.get("objet", ""), activity.get("note", "")]
    if "public" in activity:
        details.append(f"public : {activity['public']}")
    for name, unit in (("duree_jours", "jours"), ("duree_semaines", "semaines")):
        if name in activity:
            details.append(f"{activity[name]} {unit}")
    if "nombre_reunions" in activity:
        details.append(f"{activity['nombre_reunions']} réunions")
    told = " ; ".join(detail for detail in details if detail)
    return f"{text} : {told}" if told else text


def _experts(experts: Mapping[str, Any], countries: Mapping[str, str]) -> str:
    origins = ", ".join(countries.get(code, code) for code in experts.get("origine", []))
    if origins and experts.get("origine_base") == "deduit":
        origins += " (déduit)"
    number = f"{experts['nombre']} experts" if "nombre" in experts else ""
    return " ; ".join(part for part in (number, origins, experts.get("profil")) if part)


def _figure(figure: Mapping[str, Any]) -> str:
    unit = f" {figure['unite']}" if "unite" in figure else ""
    if "repartition" in figure:
        shares = ", ".join(f"{k} {v}{unit}" for k, v in figure["repartition"].items())
        return f"{figure['libelle']} : {shares}".replace("_", " ")
    if "min" in figure:
        value = f"{figure['min']} à {figure['max']}"
    else:
        value = f"{figure['valeur']:,}".replace(",", "\u202f").replace(".", ",")
    return f"{_BOUNDS.get(figure.get('borne', ''), '')}{value}{unit} : {figure['libelle']}"


def _contents(row: Mapping[str, Any]) -> Iterator[Fact]:
    for name, title in _CONTENTS.items():
        if name in row:
            yield ActionFactKind.DELIVERABLE, {"fr": f"{title} : {', '.join(row[name])}"}
    if "suivi" in row:
        yield ActionFactKind.DELIVERABLE, {"fr": f"Suivi : {row['suivi']}"}
    if "cascade" in row:
        cascade = row["cascade"]
        towns = ", ".join(cascade["municipalites_pilotes"])
        yield (
            ActionFactKind.DELIVERABLE,
            {
                "fr": f"Du national au local : {cascade['niveau_national']} → "
                f"{cascade['niveau_local']} (communes pilotes : {towns})"
            },
        )


def _links(row: Mapping[str, Any]) -> Iterator[Fact]:
    for name, title in _SEE.items():
        for code in row.get(name, []):
            yield ActionFactKind.LINK, {"fr": f"{title} {code}"}
    page = row.get("page_web")
    if page:
        yield (
            ActionFactKind.LINK,
            {"fr": f"Page {page['num']} du site de la facilité, citée par la source"},
        )
