"""The first account of an installation: the others are invited."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from teranga.accounts.enums import Role
from teranga.accounts.models import Membership, User


@transaction.atomic
def create_administrator(*, email: str, name: str, language: str, password: str) -> User:
    if User.objects.filter(email__iexact=email).exists():
        raise ValidationError(_("There is already an account with this address."))
    user = User(email=email, name=name, language=language)
    validate_password(password, user)
    user = User.objects.create_user(email, password, name=name, language=language)
    Membership.objects.create(user=user, role=Role.ADMINISTRATOR)
    return user
