"""Who is in front of a view, and what they sent."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec, cast

from allauth.account.decorators import reauthentication_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict

from teranga.accounts.models import User

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def signed_in(request: HttpRequest) -> User:
    """Return the account behind the request; default deny for anything else."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def confirmed(view: View[P]) -> View[P]:
    """Ask again who it is, unless they said so within the last fifteen minutes."""
    return cast("View[P]", reauthentication_required(view))


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was sent, even if empty: an empty form has errors, an unsent one has none."""
    return request.POST if request.method == "POST" else None
