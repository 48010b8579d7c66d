"""Who may do what; the verbs of each role are in `accounts/access_matrix.yaml`."""

from teranga.core.models import Publishable
from teranga.core.viewer import viewer_of
from teranga.surveys.models import Campaign, FieldKey, Questionnaire, Submission


def _may(user: object, verb: str, noun: str, thing: Publishable) -> bool:
    return viewer_of(user).may(
        verb,
        noun,
        programme_id=thing.programme_id,
        component_id=thing.component_id,
        country_id=thing.country_id,
    )


def can_create_questionnaires(user: object) -> bool:
    return viewer_of(user).may_somewhere("create", "questionnaire")


def can_create_questionnaire(user: object, questionnaire: Questionnaire) -> bool:
    return _may(user, "create", "questionnaire", questionnaire)


def can_change_questionnaire(user: object, questionnaire: Questionnaire) -> bool:
    return _may(user, "change", "questionnaire", questionnaire)


def can_archive_questionnaire(user: object, questionnaire: Questionnaire) -> bool:
    return _may(user, "archive", "questionnaire", questionnaire)


def can_review_submissions(user: object) -> bool:
    return viewer_of(user).may_somewhere("change", "submission")


def can_review_submission(user: object, submission: Submission) -> bool:
    return _may(user, "change", "submission", submission)


def can_read_submission(user: object, submission: Submission) -> bool:
    """Answers name people: besides the door, the right to personal data, or having sent it."""
    viewer = viewer_of(user)
    is_own = viewer.is_known and submission.owner_id == viewer.user_id
    return is_own or _may(user, "read_personal", "submission", submission)


def can_export_submissions(user: object) -> bool:
    return viewer_of(user).may_somewhere("export", "submission")


def can_export_submission(user: object, submission: Submission) -> bool:
    return _may(user, "export", "submission", submission)


def can_create_campaigns(user: object) -> bool:
    return viewer_of(user).may_somewhere("create", "campaign")


def can_change_campaign(user: object, campaign: Campaign) -> bool:
    return _may(user, "change", "campaign", campaign)


def can_create_field_keys(user: object) -> bool:
    return viewer_of(user).may_somewhere("create", "field_key")


def can_create_field_key(user: object, key: FieldKey) -> bool:
    return _may(user, "create", "field_key", key)


def can_archive_field_key(user: object, key: FieldKey) -> bool:
    return _may(user, "archive", "field_key", key)
