"""What the page of a programme may offer: the same predicates that the views ask."""

from django import template

from teranga.programmes import permissions

register = template.Library()

register.filter("may_create_programme", permissions.can_create_programme)
register.filter("may_change_programme", permissions.can_change_programme)
register.filter("may_archive_programme", permissions.can_archive_programme)
register.filter("may_create_component", permissions.can_create_component)
register.filter("may_change_component", permissions.can_change_component)
register.filter("may_create_phase", permissions.can_create_phase)
register.filter("may_change_phase", permissions.can_change_phase)
register.filter("may_create_funding", permissions.can_create_funding)
register.filter("may_change_funding", permissions.can_change_funding)
