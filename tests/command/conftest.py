"""Installations for the tests that run real processes."""

import pytest

from tests.factories.installations import Workshop


@pytest.fixture(scope="session")
def migrated_installation(tmp_path_factory):
    """Return an installation that is migrated: one is enough, the others are copies."""
    workshop = Workshop(tmp_path_factory.mktemp("installations"))
    made = workshop.make()
    done = made.run("migrate")
    assert done.returncode == 0, done.stderr
    yield made
    workshop.close()


@pytest.fixture(scope="session")
def used_installation(migrated_installation, tmp_path_factory):
    """Return an installation with an administrator and a file."""
    workshop = Workshop(tmp_path_factory.mktemp("installations"))
    made = workshop.make(copy_of=migrated_installation)
    done = made.run("createadmin", "admin@example.org", "Administration")
    assert done.returncode == 0, done.stderr
    made.python(
        "import io\n"
        "from teranga.accounts.models import User\n"
        "from teranga.core.services.attachments import add_attachment\n"
        "add_attachment(io.BytesIO(b'%PDF-1.7 essai'), name='a.pdf', added_by=User.objects.get())"
    )
    yield made
    workshop.close()


@pytest.fixture
def workshop(tmp_path):
    made = Workshop(tmp_path)
    yield made
    made.close()


@pytest.fixture
def new_installation(workshop):
    return workshop.make


@pytest.fixture
def installation(workshop, used_installation):
    return workshop.make(copy_of=used_installation)
