"""Accounts in a role, for tests."""

from itertools import count

from teranga.accounts.models import Membership, User

_numbers = count(1)


def make_user(role=None, *, programme=None, component=None, country=None, **fields):
    """Return an account; with `role`, one that holds it in the given scope."""
    number = next(_numbers)
    fields = {"email": f"account{number}@example.org", "name": f"Account {number}"} | fields
    user = User.objects.create_user(password=None, **fields)
    if role:
        Membership.objects.create(
            user=user, role=role, programme=programme, component=component, country=country
        )
    return user
