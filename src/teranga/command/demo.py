"""The demo: real published content of every app, and one sign-in for each role."""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.db import transaction

from teranga.command.words import say, words


def load_demo_content() -> None:
    """Load each app's `demo.load_demo()`, lower layers first, as INSTALLED_APPS lists them."""
    for config in apps.get_app_configs():
        name = f"{config.name}.demo"
        if not config.name.startswith("teranga.") or find_spec(name) is None:
            continue
        with transaction.atomic():
            import_module(name).load_demo()
        say(words(f"Contenu chargé : {config.label}", f"Content loaded: {config.label}"))


def sign_in_lines() -> Iterator[str]:
    """Yield the lines that tell a newcomer how to sign in as each role."""
    from teranga.accounts.demo import demo_sign_ins  # noqa: PLC0415 - the demo only

    yield ""
    yield words("Connexions de démonstration :", "Demo sign-ins:")
    for row in demo_sign_ins():
        secret = f"TOTP {row.totp_secret}" if row.totp_secret else ""
        yield f"  {row.role.label!s:32} {row.email:36} {row.password}  {secret}".rstrip()
    yield ""
