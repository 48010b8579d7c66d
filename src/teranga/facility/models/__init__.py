from teranga.facility.models.action import Action, ActionAuthority, ActionFact, SupportedPolicy

__all__ = ["Action", "ActionAuthority", "ActionFact", "SupportedPolicy"]
