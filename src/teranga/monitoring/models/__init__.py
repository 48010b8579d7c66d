from teranga.monitoring.models.logframe import (
    GeneralObjective,
    PlannedActivity,
    Result,
    SpecificObjective,
)

__all__ = ["GeneralObjective", "PlannedActivity", "Result", "SpecificObjective"]
