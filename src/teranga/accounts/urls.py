"""My account, members, data protection, audit; and the doors of the library we keep shut."""

from django.urls import path, re_path, register_converter

from teranga.accounts.enums import ConsentPurpose
from teranga.accounts.views import (
    accounts,
    audit,
    data_protection,
    doors,
    invitations,
    members,
    own_data,
    profile,
    sessions,
    tokens,
)


class ConsentPurposeConverter:
    """Storage is agreed to by joining and taken back by erasing: it has no switch."""

    regex = "network|public"

    def to_python(self, value: str) -> ConsentPurpose:
        return ConsentPurpose(value)

    def to_url(self, value: str) -> str:
        return ConsentPurpose(value).value


register_converter(ConsentPurposeConverter, "consent")

app_name = "accounts"

urlpatterns = [
    path("", profile.profile, name="profile"),
    path("sessions/<int:pk>/end/", sessions.session_end, name="session-end"),
    path("tokens/", tokens.token_list, name="token-list"),
    path("tokens/new/", tokens.token_create, name="token-create"),
    path("tokens/<uuid:pk>/revoke/", tokens.token_revoke, name="token-revoke"),
    path("data/", own_data.own_data, name="own-data"),
    path("data/export/", own_data.own_data_export, name="own-data-export"),
    path("data/erase/", own_data.own_data_erase, name="own-data-erase"),
    path("data/consents/<consent:purpose>/give/", own_data.consent_give, name="consent-give"),
    path(
        "data/consents/<consent:purpose>/withdraw/",
        own_data.consent_withdraw,
        name="consent-withdraw",
    ),
    path("members/", members.membership_list, name="membership-list"),
    path("members/<uuid:pk>/change/", members.membership_change, name="membership-change"),
    path("members/<uuid:pk>/end/", members.membership_end, name="membership-end"),
    path(
        "members/<uuid:pk>/second-factor/reset/",
        members.second_factor_reset,
        name="second-factor-reset",
    ),
    path("members/invite/", members.invitation_create, name="invitation-create"),
    path("invitations/<uuid:pk>/resend/", members.invitation_resend, name="invitation-resend"),
    path("invitations/<uuid:pk>/revoke/", members.invitation_revoke, name="invitation-revoke"),
    path("invitation/<str:secret>/", invitations.invitation_accept, name="invitation-accept"),
    path("accounts/<uuid:pk>/disable/", accounts.account_disable, name="account-disable"),
    path("accounts/<uuid:pk>/enable/", accounts.account_enable, name="account-enable"),
    path("requests/", data_protection.subject_list, name="subject-list"),
    path("requests/<slug:kind>/<str:key>/", data_protection.subject_detail, name="subject-detail"),
    path(
        "requests/<slug:kind>/<str:key>/export/",
        data_protection.subject_export,
        name="subject-export",
    ),
    path(
        "requests/<slug:kind>/<str:key>/erase/",
        data_protection.subject_erase,
        name="subject-erase",
    ),
    path("register/", data_protection.processing_list, name="processing-list"),
    path("register/export/", data_protection.processing_export, name="processing-export"),
    path("retention/", data_protection.retention, name="retention"),
    path("audit/", audit.audit_list, name="audit-list"),
    path("audit/export/", audit.audit_export, name="audit-export"),
    re_path(r"^(?:signup|email|confirm-email|login/code)/", doors.closed, name="closed"),
]
