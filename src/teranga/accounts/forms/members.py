from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from teranga.accounts.enums import Role
from teranga.accounts.models import Membership, User
from teranga.accounts.permissions import can_create_invitation, can_create_membership
from teranga.accounts.queries.members import grantable_roles, manageable_programmes
from teranga.accounts.services.memberships import Scope, scope_of
from teranga.core.models import Country
from teranga.core.plain_text import validate_plain_line
from teranga.programmes.models import Component, Programme


class InvitationForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=150, validators=[validate_plain_line])
    email = forms.EmailField(label=_("E-mail address"))
    role = forms.ChoiceField(label=_("Role"))
    programme: forms.ModelChoiceField[Programme] = forms.ModelChoiceField(
        label=_("Programme"),
        queryset=Programme.objects.none(),
        required=False,
        empty_label=_("the whole network"),
    )
    component: forms.ModelChoiceField[Component] = forms.ModelChoiceField(
        label=_("Component"),
        queryset=Component.objects.none(),
        required=False,
        empty_label=_("the whole programme"),
    )
    country = forms.ModelChoiceField(
        label=_("Country"),
        queryset=Country.objects.all(),
        required=False,
        empty_label=_("every country"),
    )
    language = forms.ChoiceField(label=_("Language of the letter"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        programmes = manageable_programmes(user)
        self.fields["role"].choices = [(role.value, role.label) for role in grantable_roles(user)]  # type: ignore[attr-defined]
        self.fields["programme"].queryset = programmes  # type: ignore[attr-defined]
        self.fields["component"].queryset = (  # type: ignore[attr-defined]
            Component.objects.visible_to(user)
            .filter(programme__in=programmes)
            .select_related("programme")
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        component, programme = data.get("component"), data.get("programme")
        if component and programme and component.programme_id != programme.pk:
            self.add_error("component", _("This component belongs to another programme."))
        elif component and not programme:
            data["programme"] = component.programme
        if not self.errors and not can_create_invitation(
            self.user, Role(data["role"]), self.scope()
        ):
            raise forms.ValidationError(
                _("You cannot give this role there: it would open more than yours does.")
            )
        return data

    def scope(self) -> Scope:
        chosen = {
            name: self.cleaned_data.get(name) for name in ("programme", "component", "country")
        }
        return Scope(*(thing.pk if thing else None for thing in chosen.values()))


class VersionForm(forms.Form):
    version = forms.IntegerField(min_value=1)


class MembershipRoleForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    role = forms.ChoiceField(label=_("Role"))

    def __init__(self, *args: Any, user: User, membership: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scope = scope_of(membership)
        self.fields["role"].choices = [  # type: ignore[attr-defined]
            (role.value, role.label) for role in Role if can_create_membership(user, role, scope)
        ]


class AcceptInvitationForm(forms.Form):
    name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        validators=[validate_plain_line],
        help_text=_("As other members of the network see it."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        help_text=_(
            "At least 12 characters, 15 for the programme team. A sentence is easy to remember."
        ),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    language = forms.ChoiceField(label=_("Language of our letters"), choices=settings.LANGUAGES)
    consent = forms.BooleanField(
        label=_(
            "I agree that the network keeps my name, address and role so that I can take part."
        ),
        help_text=_("You can take it back at any time in “My data”: your account is then erased."),
    )
