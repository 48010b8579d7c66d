"""What questionnaires add to shared places."""

from django.db.models.signals import post_delete, post_save

from teranga.core.services import stored_files
from teranga.surveys.models import Questionnaire, QuestionnaireVersion
from teranga.surveys.queries.known_versions import forget_versions
from teranga.surveys.services.kept_files import kept_for_answers

stored_files.keepers.append(kept_for_answers)

for _model in (Questionnaire, QuestionnaireVersion):
    for _signal in (post_save, post_delete):
        _signal.connect(forget_versions, sender=_model, dispatch_uid="surveys forget versions")
