"""An XForm becomes a `model.XForm`."""

from collections.abc import Iterator

from teranga.surveys.xforms.model import Bind, Choice, Control, ItemSet, Repeat, XForm
from teranga.surveys.xforms.translations import (
    Translations,
    message_of,
    read_translations,
    words_inside,
    words_of,
)
from teranga.surveys.xforms.xml import (
    JAVAROSA,
    NAMESPACES,
    XFORMS,
    Element,
    XFormError,
    local_name,
    parse_form,
    without_namespaces,
)

_QUESTIONS = {"input", "select", "select1", "upload", "range", "trigger", "rank", "secret"}
_CONTAINERS = {"group", "repeat"}


def read_xform(content: bytes) -> XForm:
    document = parse_form(content)
    model = document.find("h:head/xf:model", NAMESPACES)
    body = document.find("h:body", NAMESPACES)
    if model is None or body is None:
        raise XFormError("a form has a head with a model, and a body")
    template = _primary_instance(model)
    root_path = f"/{template.tag}"
    translations, default_language = read_translations(model)
    title = document.find("h:head/h:title", NAMESPACES)
    inside, outside = _secondary_instances(model)
    return XForm(
        form_id=template.get("id", ""),
        version=template.get("version", ""),
        title="" if title is None else words_inside(title),
        languages=tuple(translations),
        default_language=default_language,
        binds={bind.path: bind for bind in _binds(model, root_path, translations)},
        repeats={repeat.path: repeat for repeat in _repeats(body, root_path)},
        controls=_controls(body, root_path, translations),
        instances=inside,
        external_instances=outside,
        template=template,
        texts=translations,
        is_encrypted=model.find("xf:submission[@base64RsaPublicKey]", NAMESPACES) is not None,
    )


def _primary_instance(model: Element) -> Element:
    instance = model.find("xf:instance", NAMESPACES)
    if instance is None or len(instance) == 0:
        raise XFormError("a form has a first instance with one root")
    return without_namespaces(instance[0])


def _secondary_instances(model: Element) -> tuple[dict[str, Element], dict[str, str]]:
    """Give the lists written in the form, and the addresses of those beside it."""
    inside: dict[str, Element] = {}
    outside: dict[str, str] = {}
    for instance in model.findall("xf:instance", NAMESPACES)[1:]:
        name = instance.get("id", "")
        if instance.get("src"):
            outside[name] = instance.get("src")
        elif len(instance):
            inside[name] = without_namespaces(instance[0])
    return inside, outside


def absolute(path: str, base: str) -> str:
    """Resolve a path of the body or of a bind against the one around it."""
    path = path.strip().rstrip("/")
    if not path or path.startswith("/"):
        return path or base
    parts = base.strip("/").split("/")
    for step in path.split("/"):
        if step == "..":
            parts = parts[:-1]
        elif step != ".":
            parts.append(step)
    return _plain_steps("/" + "/".join(parts))


def _plain_steps(path: str) -> str:
    return "/".join(step.partition(":")[2] or step for step in path.split("/"))


def _binds(model: Element, root_path: str, translations: Translations) -> Iterator[Bind]:
    for bind in model.iterfind("xf:bind", NAMESPACES):
        yield Bind(
            path=_plain_steps(absolute(bind.get("nodeset", ""), root_path)),
            type=bind.get("type", "string").rpartition(":")[2],
            relevant=bind.get("relevant", ""),
            required=bind.get("required", ""),
            constraint=bind.get("constraint", ""),
            calculate=bind.get("calculate", ""),
            readonly=bind.get("readonly", ""),
            preload=bind.get(f"{{{JAVAROSA}}}preload", ""),
            constraint_message=message_of(bind, "constraintMsg", translations),
            required_message=message_of(bind, "requiredMsg", translations),
        )


def _reference(element: Element, base: str) -> str:
    return _plain_steps(absolute(element.get("ref") or element.get("nodeset") or "", base))


def _repeats(body: Element, root_path: str) -> Iterator[Repeat]:
    for repeat in body.iter(f"{{{XFORMS}}}repeat"):
        yield Repeat(
            path=_reference(repeat, root_path),
            count=repeat.get(f"{{{JAVAROSA}}}count", ""),
            is_fixed=repeat.get(f"{{{JAVAROSA}}}noAddRemove", "").startswith("true"),
        )


def _controls(parent: Element, base: str, translations: Translations) -> tuple[Control, ...]:
    return tuple(
        _control(element, base, translations)
        for element in parent
        if local_name(element) in _QUESTIONS | _CONTAINERS
    )


def _control(element: Element, base: str, translations: Translations) -> Control:
    kind, path = local_name(element), _reference(element, base)
    return Control(
        kind=kind,
        path=path,
        label=words_of(element.find("xf:label", NAMESPACES), translations),
        hint=words_of(element.find("xf:hint", NAMESPACES), translations),
        appearance=tuple(element.get("appearance", "").split()),
        choices=tuple(_choices(element, translations)),
        itemset=_itemset(element),
        children=_controls(element, path, translations) if kind in _CONTAINERS else (),
    )


def _choices(element: Element, translations: Translations) -> Iterator[Choice]:
    for item in element.iterfind("xf:item", NAMESPACES):
        value = item.find("xf:value", NAMESPACES)
        yield Choice(
            value="" if value is None else (value.text or "").strip(),
            label=words_of(item.find("xf:label", NAMESPACES), translations),
        )


def _itemset(element: Element) -> ItemSet | None:
    found = element.find("xf:itemset", NAMESPACES)
    if found is None:
        return None
    value, label = (found.find(f"xf:{part}", NAMESPACES) for part in ("value", "label"))
    return ItemSet(
        nodeset=found.get("nodeset", ""),
        value="name" if value is None else value.get("ref", "name"),
        label="label" if label is None else label.get("ref", "label"),
    )
