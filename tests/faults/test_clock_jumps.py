"""The clock of the server is wrong for a while, far ahead or far behind: nothing is lost."""

import datetime as dt

import pytest

from tests.factories.installations import fetch, serving

# Every process that starts with this on its path lives at another date.
SHIFTED = """
import os, datetime, time_machine
shift = datetime.timedelta(days=int(os.environ["TEST_CLOCK_DAYS"]))
time_machine.travel(datetime.datetime.now(datetime.timezone.utc) + shift, tick=True).start()
"""
WRITE = """
import io
from teranga.accounts.models import User
from teranga.core.services.attachments import add_attachment
user = User.objects.get(email="admin@example.org")
row = add_attachment(io.BytesIO(b"%PDF-" + {mark!r}), name="a.pdf", added_by=user)
print(row.pk, row.created_at.isoformat())
"""
FIND = """
from teranga.core.models import Attachment
print(*Attachment.objects.values_list("pk", flat=True))
"""


class At:
    """An installation whose processes believe another date."""

    def __init__(self, installation, folder, days):
        folder.mkdir(exist_ok=True)
        (folder / "sitecustomize.py").write_text(SHIFTED)
        path = f"{folder}:{installation.environment['PYTHONPATH']}"
        self.installation = installation
        self.environment = {"PYTHONPATH": path, "TEST_CLOCK_DAYS": str(days)}

    def write(self, mark):
        done = self.installation.python(WRITE.format(mark=mark.encode()), **self.environment)
        key, written_at = done.split()
        return key, dt.datetime.fromisoformat(written_at)


@pytest.mark.parametrize("days", [400, -400])
def test_server_whose_clock_jumped_serves_and_loses_nothing(installation, tmp_path, days):
    wrong = At(installation, tmp_path / "clock", days)
    right = At(installation, tmp_path / "clock", 0)

    before, at_first = right.write("before")
    with serving(installation, **wrong.environment) as (_process, port):
        assert fetch(port, "/")[0] == 200
        during, in_the_wrong = wrong.write("during")
    after, at_last = right.write("after")
    with serving(installation) as (_process, port):
        assert fetch(port, "/")[0] == 200

    # The clock did jump, and the audit still holds line by line.
    assert abs((in_the_wrong - at_first).days - days) <= 1
    assert (at_last - at_first).days == 0
    assert {before, during, after} <= set(installation.python(FIND).split())
    check = installation.run("check")
    assert (check.returncode, check.stdout) == (0, "No inconsistency.\n"), check.stderr
