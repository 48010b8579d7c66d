from teranga.facility.models.action import Action, ActionAuthority, SupportedPolicy

__all__ = ["Action", "ActionAuthority", "SupportedPolicy"]
