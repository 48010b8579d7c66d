"""What no linter knows about the house: sizes, rooms, names, policies, and the few exceptions."""

import ast
import importlib
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver

import teranga
from teranga.core.contributions import shelves
from teranga.core.models import Publishable, Reference

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src"
PLATFORM = SOURCE / "teranga"
MAX_LINES = 400
MAX_TEMPLATE_LINES = 150

ROOMS = {
    "apps", "enums", "models", "permissions", "queries", "services", "forms", "filters",
    "exporters", "importers", "tasks", "api", "contributions", "demo", "views", "urls",
    "templates", "templatetags", "locale", "management", "migrations",
}  # fmt: skip
# What Django, the sign-in library or the frame of pages opens by name; engines kept pure.
EXTRA_ROOMS = {
    "accounts": {"access", "adapter", "middleware", "passwords", "reset_tokens"},
    "portal": {"context"},
    "surveys": {"xforms"},
}

# Models that nobody owns and that are not shared tables; each with its reason.
SYSTEM_TABLES = {
    "core.AuditEntry": "the audit itself: read through its own page, by right",
    "core.AuditChain": "one row: the head of the audit chain",
    "core.SearchDocument": "a copy of scope columns: it has the same door as what it shows",
    "accounts.User": "an account: its holder and those who manage memberships",
    "accounts.Membership": "a right, not a content: it is what the door is built from",
    "accounts.Consent": "belongs to the person who gave it",
    "accounts.ApiToken": "belongs to the account it acts for",
    "facility.EvaluationAnswer": "an anonymous answer: only read through its evaluation",
    "facility.EvaluationTally": "a sum of marks: only read through its evaluation",
    "facility.DigestChoice": "belongs to the account it writes to",
    "facility.CalendarFeed": "belongs to the account whose calendar it is",
    "knowledge.Criterion": "a line of a set of criteria: only read through it",
    "knowledge.CriterionRating": "a mark of a review: only read through it",
    "knowledge.DeliverableStep": "a line of a deliverable: only read through it",
    "facility.ActionAuthority": "a line of an Action: only read through it",
    "facility.ActionFact": "a line of an Action: only read through it",
    "indices.Adjudication": "a decision on a cell: only read through it",
    "indices.CodebookEntry": "a line of a codebook: only read through it",
    "indices.Evidence": "a line of a code: only read through it",
    "indices.IndicatorVersion": "a wording: only read through codebooks and codes",
    "indices.ModuleIndicator": "a line of a country module: only read through it",
    "indices.PolicyDomain": "a branch of a codebook: only read through it",
    "indices.Validation": "a word on a cell: only read through it",
    "facility.ActionStep": "history of an Action: only read through its file, by right",
    "facility.RequestDraft": "belongs to whoever holds its secret link",
    "facility.RequestStep": "history of a request: only read through it, by right",
    "facility.EligibilityCheck": "a line of the screening of a request: only read through it",
    "facility.CommitteeReview": "a passage before the committee: only read through its request",
    "facility.CommitteeVoice": "a member's voice: only read through its review, by right",
    "facility.SheetSection": "a part of an Action sheet: only read through its file, by right",
    "facility.SheetVersion": "an Action sheet as handed over: only read by right",
    "facility.SheetAgreement": "a line of an Action sheet: only read by right",
    "facility.SheetComment": "a line of an Action sheet: only read by right",
    "facility.ActionFocalPoint": "a line of an Action sheet: only read by right",
    "facility.BudgetLine": "a line of an Action sheet: only read by right",
    "facility.Complementarity": "a line of an Action sheet: only read by right",
    "facility.ActivityChange": "history of an activity: only read by right",
    "facility.AgendaItem": "a line of an activity: only read through it",
    "facility.Participant": "a line of an activity: only read through it, by right",
    "facility.TeamNeeds": "rules of the team of an activity: only read by right",
    "facility.TeamChoice": "the choice of a team: only read by right",
    "facility.Deployment": "an expert in a team: only read by right, or by the expert",
    "facility.DeploymentStep": "history of a deployment: only read by right",
    "surveys.QuestionnaireVersion": "a line of a questionnaire: only read through it",
    "surveys.FormMedia": "a line of a questionnaire: only read through it",
    "surveys.SubmissionFile": "a line of an answer: only read through it",
    "surveys.ReviewEvent": "a line of an answer: only read through it",
    "surveys.CampaignTarget": "a line of a campaign: only read through it",
    "surveys.Filling": "names nobody: counted for a campaign, opened by who holds its token",
    "roster.AvailabilityPeriod": "a line of an expert's profile: only read through it",
    "roster.ExpertLanguage": "a line of an expert's profile: only read through it",
    "roster.PastDeployment": "a line of an expert's profile: only read through it",
    "roster.VettingStep": "a line of an expert's profile: only read through it",
}

# Modules that may build safe HTML or speak SQL, each reviewed by hand.
SAFE_HTML = {
    "teranga/core/rich_text.py": "Markdown cleaned by a fixed list of tags",
    "teranga/core/templatetags/icons.py": "icons of our own file, no visitor's text",
    "teranga/core/templatetags/maps.py": "outlines and numbers computed here",
    "teranga/core/search/highlight.py": "escapes the text, then marks the words found",
    "teranga/indices/templatetags/editions.py": "figures of our own engine, which escapes texts",
}
RAW_SQL = {
    "teranga/core/search": "full-text search differs between the two databases",
    "teranga/core/installation": "backup, restore and integrity checks of the database itself",
}

# A view declares its policy in its own words: it asks who is there, asks a permission, or
# hands the visitor to queries that read through the door.
_POLICY = re.compile(
    r"login_required|LoginRequiredMixin|\bcan_[a-z]+_[a-z_]+|may_somewhere|PermissionDenied"
    # `_by_link`: whoever holds a signed link in force; a forged or closed one is not found.
    r"|\bvisible_to|get_visible_or_404|request\.user|\b_by_link\b"
)
# Views that show nobody's data, each reviewed by hand.
OPEN_TO_ALL = {
    "accounts:closed": "answers 404 to everyone: doors of the library that stay shut",
    "api:reference": "how to read the API: nothing but its description",
    "api:reference-try": "sends to an address of the API, which asks for itself",
    "core:health": "one word for a balancer: whether the database answers",
    "portal:language": "remembers the language in the visitor's own browser",
    "portal:theme": "remembers day or night in the visitor's own browser",
    "portal:sources": "shared reference tables, which everyone reads",
    "portal:style": "examples of components",
    "portal:about": "a page of words",
    "portal:data-protection": "a page of words",
    "portal:accessibility": "a page of words",
    "portal:legal": "a page of words",
    "portal:robots": "words for search engines",
    "portal:security": "where to report a weakness",
    "portal:manifest": "the name and the icon",
    "portal:favicon": "leads to the icon",
    "surveys:fill-worker": "the files of the filling pages, for a device that has none yet",
    "surveys:fill-manifest": "the name and the icon of the filling pages",
    "portal:sitemap": "addresses of what an anonymous visitor may see, read through the door",
}


def python_files(root):
    return sorted(p for p in root.rglob("*.py") if "migrations" not in p.parts)


def relative(path):
    return path.relative_to(SOURCE).as_posix()


def is_in(path, reviewed):
    return any(relative(path).startswith(name) for name in reviewed)


def our_models():
    return [model for model in apps.get_models() if model.__module__.startswith("teranga.")]


def our_url_patterns(resolver=None, namespaces=()):
    """Yield `(namespace, pattern)` for every route whose view is ours."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inner = (*namespaces, entry.namespace) if entry.namespace else namespaces
            yield from our_url_patterns(entry, inner)
        elif isinstance(entry, URLPattern) and view_module(entry).startswith("teranga."):
            yield ":".join(namespaces), entry


def view_module(pattern):
    return getattr(pattern.callback, "__module__", "")


def view_object(pattern):
    return getattr(pattern.callback, "view_class", pattern.callback)


@pytest.mark.parametrize("path", python_files(SOURCE), ids=relative)
def test_source_file_stays_readable(path):
    n_lines = len(path.read_text(encoding="utf-8").splitlines())

    assert n_lines <= MAX_LINES, "what second thing lives in this file?"


@pytest.mark.parametrize("path", sorted(PLATFORM.rglob("*.html")), ids=relative)
def test_template_stays_readable(path):
    n_lines = len(path.read_text(encoding="utf-8").splitlines())

    assert n_lines <= MAX_TEMPLATE_LINES, "what second thing lives in this template?"


@pytest.mark.parametrize(
    "config", [c for c in apps.get_app_configs() if c.name.startswith("teranga.")], ids=str
)
def test_app_has_only_known_rooms(config):
    if config.label == "core":
        pytest.skip("core is the ground: its rooms are listed in docs/developer/structure.md")
    found = {
        entry.stem
        for entry in Path(config.path).iterdir()
        if not entry.name.startswith(("_", ".")) and (entry.is_dir() or entry.suffix == ".py")
    }

    assert found - ROOMS - EXTRA_ROOMS.get(config.label, set()) == set()


def test_no_room_is_a_drawer():
    drawers = {"utils", "helpers", "mixins", "common", "misc"}
    names = {module.name for module in pkgutil.walk_packages(teranga.__path__, "teranga.")}

    assert {name for name in names if drawers & set(name.split("."))} == set()


def test_every_module_can_be_imported():
    """A module that nothing imports yet must still be valid."""
    for module in pkgutil.walk_packages(teranga.__path__, "teranga."):
        if ".management." not in module.name:
            importlib.import_module(module.name)


def test_view_url_and_template_share_one_name():
    mismatches = []
    for namespace, pattern in our_url_patterns():
        view = view_object(pattern)
        words = (pattern.name or "").split("-")
        is_class = isinstance(view, type)
        wanted = "".join(w.capitalize() for w in words) + "View" if is_class else "_".join(words)
        if ".portal.api" in view_module(pattern) or view_module(pattern).startswith("ninja"):
            continue  # the API names its operations in its description
        if view.__name__ != wanted:
            mismatches.append(f"{namespace}:{pattern.name} is {view.__name__}, not {wanted}")
        template = getattr(view, "template_name", None)
        expected = f"{namespace}/{'_'.join(words)}.html"
        if template and template != expected:
            mismatches.append(f"{namespace}:{pattern.name} renders {template}, not {expected}")

    assert mismatches == []


def test_every_view_declares_its_policy():
    """Default deny: a view that neither asks who is there nor uses the door is refused."""
    undeclared = []
    for namespace, pattern in our_url_patterns():
        view = view_object(pattern)
        if f"{namespace}:{pattern.name}" not in OPEN_TO_ALL and not declares_policy(view):
            undeclared.append(f"{namespace}:{pattern.name} ({view.__module__})")

    assert undeclared == []


def declares_policy(view):
    """Look for a policy where it is written: on the view, or in a base class of ours."""
    for owner in getattr(view, "__mro__", (view,)):
        if not owner.__module__.startswith("teranga."):
            continue
        if _POLICY.search(source_of(owner)):
            return True
    return False


def source_of(owner):
    module = importlib.import_module(owner.__module__)
    tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if getattr(node, "name", None) == owner.__name__:
            decorators = getattr(node, "decorator_list", [])
            return "\n".join(ast.unparse(part) for part in (*decorators, node))
    return ""


def attributes_used(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}


def functions_called(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    called = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return {getattr(func, "attr", getattr(func, "id", "")) for func in called}


@pytest.mark.parametrize(
    "path", [p for p in python_files(PLATFORM) if "views" in relative(p)], ids=relative
)
def test_view_leaves_the_database_to_queries(path):
    assert attributes_used(path) & {"objects", "_default_manager", "_base_manager"} == set()


def test_no_html_is_declared_safe_outside_reviewed_modules():
    suspects = re.compile(r"\b(mark_safe|SafeString\(|SafeText\()")
    offenders = [
        relative(path)
        for path in python_files(PLATFORM)
        if suspects.search(path.read_text(encoding="utf-8")) and not is_in(path, SAFE_HTML)
    ]
    unsafe = re.compile(r"\|\s*safe\b|\|\s*safeseq\b|autoescape\s+off")
    offenders += [
        relative(path)
        for path in sorted(PLATFORM.rglob("*.html"))
        if unsafe.search(path.read_text(encoding="utf-8"))
    ]

    assert offenders == []


def test_no_sql_is_written_outside_reviewed_modules():
    words = {"raw", "extra", "RawSQL", "cursor", "execute", "executescript"}
    offenders = [
        relative(path)
        for path in python_files(PLATFORM)
        if functions_called(path) & words and not is_in(path, RAW_SQL)
    ]

    assert offenders == []


def test_no_style_or_script_is_written_inside_a_page():
    """The content security policy has no `unsafe-inline`: such a line would silently not work."""
    inline = re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*application/json)|<style\b|\sstyle=|\son\w+="
    )
    offenders = [
        relative(path)
        for path in sorted(PLATFORM.rglob("*.html"))
        if inline.search(path.read_text(encoding="utf-8"))
    ]

    assert offenders == []


def test_every_model_says_who_may_read_it():
    strays = {
        model._meta.label
        for model in our_models()
        if not issubclass(model, Publishable | Reference) and not model._meta.auto_created
    }

    assert strays == set(SYSTEM_TABLES)


_PERSONAL_NAME = re.compile(
    r"(^|_)(email|phone|telephone|given_name|family_name|first_name|last_name|birth\w*|address)$"
)
# Fields that look personal and are not, or are kept on purpose.
NOT_PERSONAL = {
    "core.AuditEntry.address": "network address in the audit: kept for its legal term, then erased",
}


def personal_fields_of(model):
    declared = set(getattr(model, "personal_fields", ()))
    looking = {
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, models.EmailField) or _PERSONAL_NAME.search(field.name)
    }
    return {f for f in declared | looking if f"{model._meta.label}.{f}" not in NOT_PERSONAL}


def test_every_personal_field_is_known_to_data_protection():
    registered = {}
    for entry in shelves.personal_data:
        registered.setdefault(entry.model, set()).update(entry.fields)
    # A password is never handed out, not even to its owner.
    missing = {
        f"{model._meta.label}.{field}"
        for model in our_models()
        for field in personal_fields_of(model) - registered.get(model, set()) - {"password"}
    }

    assert missing == set()


def test_every_setting_is_documented():
    read = set()
    for path in [*python_files(PLATFORM / "settings"), *python_files(PLATFORM)]:
        text = path.read_text(encoding="utf-8")
        read |= set(re.findall(r'env\.read_\w+\(\s*"(TERANGA_\w+)"', text))
    documented = (ROOT / "docs" / "deployment.md").read_text(encoding="utf-8")

    assert len(read) > 10
    assert {name for name in read if name not in documented} == set()


def test_every_installed_app_of_ours_is_loaded_once():
    ours = [name for name in settings.INSTALLED_APPS if name.startswith("teranga.")]

    assert len(ours) == len(set(ours))


def test_a_server_starts_without_what_few_pages_need():
    """Half a second each on a small machine, at every start of every process."""
    started = "import sys, django; django.setup(); import teranga.urls; print(*sys.modules)"

    printed = subprocess.run(
        [sys.executable, "-c", started], capture_output=True, text=True, check=True, timeout=120
    )

    heavy = {"scipy.stats", "scipy.optimize", "scipy.sparse", "polars", "pyreadstat", "docx"}
    heavy |= {"weasyprint", "elementpath", "xlsxwriter", "pyxform"}
    assert heavy & set(printed.stdout.split()) == set()
