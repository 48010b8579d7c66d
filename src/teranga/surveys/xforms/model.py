"""What a form is made of, once read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from teranga.surveys.xforms.xml import Element

# Words in each language of the form, under the language's own name in it.
Words = Mapping[str, str]


@dataclass(frozen=True)
class Bind:
    """The rules of one question."""

    path: str
    type: str = "string"
    relevant: str = ""
    required: str = ""
    constraint: str = ""
    calculate: str = ""
    readonly: str = ""
    preload: str = ""
    constraint_message: Words = field(default_factory=dict)
    required_message: Words = field(default_factory=dict)

    @property
    def expressions(self) -> dict[str, str]:
        names = ("relevant", "required", "constraint", "calculate", "readonly")
        return {name: source for name in names if (source := getattr(self, name))}


@dataclass(frozen=True)
class Choice:
    value: str
    label: Words


@dataclass(frozen=True)
class ItemSet:
    """Choices taken from a list: `nodeset` filters it."""

    nodeset: str
    value: str
    label: str


@dataclass(frozen=True)
class Control:
    """A question, a group or a repeat, in the order of the page."""

    kind: str
    path: str
    label: Words
    hint: Words
    appearance: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    itemset: ItemSet | None = None
    children: tuple["Control", ...] = ()

    def walk(self) -> Iterator["Control"]:
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True)
class Repeat:
    path: str
    count: str = ""
    is_fixed: bool = False


@dataclass(frozen=True)
class XForm:
    form_id: str
    version: str
    title: str
    languages: tuple[str, ...]
    default_language: str
    binds: Mapping[str, Bind]
    repeats: Mapping[str, Repeat]
    controls: tuple[Control, ...]
    instances: Mapping[str, Element]
    external_instances: Mapping[str, str]
    template: Element
    texts: Mapping[str, Mapping[str, str]]
    is_encrypted: bool

    def all_controls(self) -> Iterator[Control]:
        for control in self.controls:
            yield from control.walk()

    def label_of(self, path: str) -> Words:
        return next((c.label for c in self.all_controls() if c.path == path and c.label), {})
