"""An account: someone who signs in. People may exist without one (`directory.Person`)."""

from functools import cached_property
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from teranga.accounts.access import access_matrix, grants_of
from teranga.accounts.enums import Role
from teranga.core.models import Record, RecordQuerySet
from teranga.core.plain_text import validate_plain_line
from teranga.core.viewer import Viewer


class UserManager(BaseUserManager["User"].from_queryset(RecordQuerySet)):  # type: ignore[misc]
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user: User = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.full_clean()
        user.save()
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)  # type: ignore[no-any-return]


class User(Record, AbstractBaseUser):
    """Signs in with an e-mail address; what it opens comes from its memberships."""

    personal_fields: ClassVar[frozenset[str]] = frozenset({"email", "name", "password"})
    unaudited_fields: ClassVar[frozenset[str]] = Record.unaudited_fields | {"last_login"}

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150, validators=[validate_plain_line])
    language = models.CharField(_("language"), max_length=2, default="fr")
    is_active = models.BooleanField(_("active"), default=True)
    # Set in the demo only, so that its sign-ins are marked on every screen.
    is_fictitious = models.BooleanField(_("fictitious"), default=False, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def viewer(self) -> Viewer:
        """What this account may see and do today; read once per request."""
        if not self.is_active:
            return Viewer()
        return Viewer(
            user_id=self.pk, grants=grants_of(self.memberships.in_force(timezone.localdate()))
        )

    @property
    def needs_second_factor(self) -> bool:
        matrix = access_matrix()
        return any(matrix[Role(grant.role)].needs_second_factor for grant in self.viewer.grants)

    def get_full_name(self) -> str:
        return self.name
