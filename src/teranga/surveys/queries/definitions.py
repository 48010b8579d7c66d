"""Reading an XForm: its questions in order, its lists of choices, its languages, its files."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from teranga.surveys.enums import Audience

XForm = Any  # an lxml element
_LANGUAGE = re.compile(r"\(([a-z]{2,3})(?:[-_][A-Za-z]+)?\)\s*$")
_ITEXT = re.compile(r"jr:itext\(\s*'([^']*)'\s*\)")
_INSTANCE = re.compile(r"instance\(\s*'([^']+)'\s*\)")
_MEDIA = re.compile(r"jr://(file-csv|file|images|audio|video)/(.+)$")
_NAMED_LANGUAGES = {
    "français": "fr", "french": "fr", "francais": "fr", "english": "en", "anglais": "en",
    "العربية": "ar", "arabic": "ar", "arabe": "ar", "português": "pt", "portuguese": "pt",
    "español": "es", "spanish": "es",
}  # fmt: skip
_UPLOADS = {"image": "image", "audio": "audio", "video": "video"}
_PRELOADS = {"start": "start", "end": "end", "today": "today"}
_CONTROL_TYPES = {
    "select1": "select_one", "select": "select_multiple", "trigger": "acknowledge",
    "rank": "rank", "range": "range",
}  # fmt: skip
_BIND_TYPES = {"int": "integer", "string": "text"}
_CONTROLS = {"input", "select1", "select", "rank", "range", "upload", "trigger", "secret"}


class UnreadableFormError(ValueError):
    """The document is not an XForm we can take."""


@dataclass(slots=True)
class Definition:
    form_id: str
    form_version: str
    title: str
    languages: list[dict[str, str]] = field(default_factory=list)
    questions: list[dict[str, Any]] = field(default_factory=list)
    choices: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    media: list[str] = field(default_factory=list)


def read_definition(xform: bytes) -> Definition:
    """Parse an XForm; raise `UnreadableFormError` when it is not one."""
    root = parse_xml(xform)
    model = _first(root, "model")
    if model is None:
        raise UnreadableFormError("no model")
    primary = _primary_instance(model)
    title = _first(root, "title")
    form_id = primary.get("id") or etree.QName(primary).namespace or ""
    if not form_id:
        raise UnreadableFormError("no identifier")
    texts, languages = _texts(model)
    definition = Definition(
        form_id=form_id,
        form_version=primary.get("version") or _any_attribute(primary, "version"),
        title=(title.text or "").strip() if title is not None else form_id,
        languages=languages,
        media=_media_names(root),
    )
    reader = _QuestionReader(root, model, primary, texts, definition)
    definition.questions = list(reader.questions())
    return definition


def parse_xml(content: bytes) -> XForm:
    """Parse XML that came from outside: no entity, no declaration, no network, no deep tree."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_pis=True,
        remove_comments=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFormError(str(error)[:200]) from error
    if root.getroottree().docinfo.doctype:
        raise UnreadableFormError("declarations are not accepted")
    return root


def local(element: XForm) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _first(element: XForm, name: str) -> XForm | None:
    return next((e for e in element.iter() if local(e) == name), None)


def _children(element: XForm, name: str) -> Iterator[XForm]:
    return (child for child in element if local(child) == name)


def _any_attribute(element: XForm, name: str) -> str:
    return next((v for k, v in element.attrib.items() if k.rpartition("}")[2] == name), "")


def _primary_instance(model: XForm) -> XForm:
    for instance in _children(model, "instance"):
        root = next(iter(instance), None)
        if root is not None:
            return root
    raise UnreadableFormError("no instance")


def _texts(model: XForm) -> tuple[dict[str, dict[str, str]], list[dict[str, str]]]:
    texts: dict[str, dict[str, str]] = {}
    languages: list[dict[str, str]] = []
    itext = next(_children(model, "itext"), None)
    for translation in _children(itext, "translation") if itext is not None else ():
        name = translation.get("lang", "")
        code = language_code(name)
        entry = {"name": name, "code": code}
        is_default = "default" in translation.attrib
        languages.insert(0, entry) if is_default else languages.append(entry)
        for text in _children(translation, "text"):
            plain = [v for v in _children(text, "value") if not v.get("form")]
            if plain:
                texts.setdefault(text.get("id", ""), {})[code] = _words(plain[0])
    return texts, languages


def language_code(name: str) -> str:
    """Return the code of a language named as in XLSForm: `Français (fr)`."""
    found = _LANGUAGE.search(name)
    if found:
        return found[1]
    return _NAMED_LANGUAGES.get(name.strip().lower(), name.strip()[:8] or "default")


def _words(element: XForm) -> str:
    """Return the text of a label; a value shown inside it becomes an ellipsis."""
    parts = [element.text or ""]
    for child in element:
        parts += ["…" if local(child) == "output" else _words(child), child.tail or ""]
    return re.sub(r"\s+", " ", "".join(parts)).strip()


def _media_names(root: XForm) -> list[str]:
    found: dict[str, None] = {}
    for element in root.iter():
        values = [element.get("src", "")] if local(element) == "instance" else []
        if local(element) == "value" and element.get("form"):
            values.append((element.text or "").strip())
        for value in values:
            match = _MEDIA.match(value)
            if match and match[2] != "-":
                found[match[2]] = None
    return list(found)


class _QuestionReader:
    def __init__(
        self,
        root: XForm,
        model: XForm,
        primary: XForm,
        texts: dict[str, dict[str, str]],
        definition: Definition,
    ) -> None:
        self._primary, self._texts, self._definition = primary, texts, definition
        self._model = model
        self._binds = {
            self._path(bind.get("nodeset", "")): bind for bind in _children(model, "bind")
        }
        self._controls: dict[str, XForm] = {}
        self._repeats: set[str] = set()
        body = next(_children(root, "body"), None)
        if body is not None:
            self._look_through(body)

    def questions(self) -> Iterator[dict[str, Any]]:
        yield from self._below(self._primary, "", "")

    def _path(self, nodeset: str) -> str:
        """Return a path without its root: /data/a/b is a/b."""
        return "/".join(nodeset.strip().strip("/").split("/")[1:])

    def _look_through(self, element: XForm) -> None:
        for child in element:
            name = local(child)
            if name == "repeat":
                self._repeats.add(self._path(child.get("nodeset", "")))
            if name in _CONTROLS or (name == "group" and child.get("ref")):
                ref = child.get("ref") or getattr(self._binds.get(""), "nodeset", "")
                self._controls.setdefault(self._path(ref), child)
            elif name == "group":
                repeat = next(_children(child, "repeat"), None)
                if repeat is not None:
                    self._controls.setdefault(self._path(repeat.get("nodeset", "")), child)
            if name in {"group", "repeat"}:
                self._look_through(child)

    def _below(self, element: XForm, path: str, repeat: str) -> Iterator[dict[str, Any]]:
        seen = set()
        for child in element:
            name = local(child)
            if name == "meta" or not name:
                continue
            here = f"{path}/{name}" if path else name
            if here in seen:  # the template of a repeat and its first row
                continue
            seen.add(here)
            is_repeat = here in self._repeats
            question = self._question(here, name, child, repeat, is_repeat=is_repeat)
            yield question
            if question["type"] in {"group", "repeat"}:
                yield from self._below(child, here, here if is_repeat else repeat)

    def _question(
        self, path: str, name: str, element: XForm, repeat: str, *, is_repeat: bool
    ) -> dict[str, Any]:
        bind, control = self._binds.get(path), self._controls.get(path)
        kind = "repeat" if is_repeat else self._kind(element, bind, control)
        return {
            "path": path,
            "name": name,
            "type": kind,
            "label": self._label(control),
            "list": self._list(path, control) if kind.startswith(("select", "rank")) else "",
            "repeat": repeat,
            "required": bind is not None and bind.get("required", "") not in {"", "false()"},
            "audience": self._audience(bind),
        }

    def _audience(self, bind: XForm | None) -> str:
        stated = "" if bind is None else _any_attribute(bind, "audience")
        return stated if stated in Audience.values else ""

    def _kind(self, element: XForm, bind: XForm | None, control: XForm | None) -> str:
        name = "" if control is None else local(control)
        if name == "group" or (bind is None and len(element)):
            return "group"
        if name == "upload":
            family = control.get("mediatype", "").partition("/")[0]  # type: ignore[union-attr]
            return _UPLOADS.get(family, "file")
        return _CONTROL_TYPES.get(name) or self._kind_of_bind(bind, is_shown=control is not None)

    def _kind_of_bind(self, bind: XForm | None, *, is_shown: bool) -> str:
        if bind is None:
            return "text"
        stated = (bind.get("type") or "string").rpartition(":")[2]
        is_calculated = bool(bind.get("calculate"))
        preload = _any_attribute(bind, "preloadParams")
        if preload and not is_shown:
            return _PRELOADS.get(preload, preload)
        if is_calculated and not is_shown:
            return "calculate"
        if is_shown and bind.get("readonly") == "true()" and not is_calculated:
            return "note"
        return _BIND_TYPES.get(stated, stated)

    def _label(self, holder: XForm | None) -> dict[str, str]:
        label = next(_children(holder, "label"), None) if holder is not None else None
        if label is None:
            return {}
        found = _ITEXT.search(label.get("ref", ""))
        if found:
            return self._texts.get(found[1], {})
        words = _words(label)
        return {self._default_language(): words} if words else {}

    def _default_language(self) -> str:
        languages = self._definition.languages
        return languages[0]["code"] if languages else "default"

    def _list(self, path: str, control: XForm) -> str:
        itemset = next(_children(control, "itemset"), None)
        if itemset is None:
            self._definition.choices[path] = [
                {"name": self._value(item), "label": self._label(item)}
                for item in _children(control, "item")
            ]
            return path
        found = _INSTANCE.search(itemset.get("nodeset", ""))
        if found is None:
            return ""
        if found[1] not in self._definition.choices:
            self._definition.choices[found[1]] = self._instance_choices(found[1])
        return found[1]

    def _value(self, item: XForm) -> str:
        value = next(_children(item, "value"), None)
        return (value.text or "").strip() if value is not None else ""

    def _instance_choices(self, name: str) -> list[dict[str, Any]]:
        instances = _children(self._model, "instance")
        instance = next((i for i in instances if i.get("id") == name), None)
        root = next(iter(instance), None) if instance is not None else None
        rows = []
        for item in root if root is not None else ():
            cells = {local(cell): (cell.text or "").strip() for cell in item}
            if "itextId" in cells:
                label = self._texts.get(cells["itextId"], {})
            else:
                label = {self._default_language(): cells["label"]} if cells.get("label") else {}
            rows.append({"name": cells.get("name", cells.get("value", "")), "label": label})
        return rows
