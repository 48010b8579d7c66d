"""What a page may offer: the same predicates that the views ask."""

from django import template

from teranga.accounts import permissions

register = template.Library()

register.filter("may_list_memberships", permissions.can_list_memberships)
register.filter("may_manage_data_protection", permissions.can_manage_data_protection)
register.filter("may_manage_installation", permissions.can_manage_installation)
register.filter("may_read_audit", permissions.can_read_audit)
register.filter("may_change_membership", permissions.can_change_membership)
register.filter("may_reset_second_factor", permissions.can_reset_second_factor)
