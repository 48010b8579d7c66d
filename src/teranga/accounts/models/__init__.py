from teranga.accounts.models.consent import Consent
from teranga.accounts.models.invitation import Invitation
from teranga.accounts.models.membership import Membership
from teranga.accounts.models.token import ApiToken
from teranga.accounts.models.user import User, UserManager

__all__ = ["ApiToken", "Consent", "Invitation", "Membership", "User", "UserManager"]
