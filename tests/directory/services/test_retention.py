from datetime import timedelta

import pytest
from django.utils import timezone

from teranga.accounts.services.retention import run_retention
from teranga.core.enums import ImportState
from teranga.directory.enums import ImportSubject
from teranga.directory.models import SheetImport

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("state", "days", "is_kept"),
    [
        (ImportState.REHEARSED, 29, True),
        (ImportState.REHEARSED, 31, False),
        # What was written can still be undone.
        (ImportState.APPLIED, 31, True),
    ],
)
def test_sheet_that_nobody_applied_is_forgotten_after_thirty_days(crpm, state, days, is_kept):
    SheetImport.objects.create(
        subject=ImportSubject.PERSON,
        file_name="liste.csv",
        header=["Nom"],
        rows=[["Fictif"]],
        columns=["family_name"],
        state=state,
        programme=crpm,
    )

    run_retention(now=timezone.now() + timedelta(days=days), dry_run=False, clock_is_right=True)

    assert SheetImport.objects.exists() == is_kept
