"""What questionnaires add to shared places."""

from teranga.core.services import stored_files
from teranga.surveys.services.kept_files import kept_for_answers

stored_files.keepers.append(kept_for_answers)
