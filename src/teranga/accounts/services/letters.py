"""Letters to one person, in their language, with links built from the configured address."""

import logging
from collections.abc import Mapping
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation

logger = logging.getLogger(__name__)


def send_letter(template: str, *, to: str, language: str, context: Mapping[str, Any]) -> bool:
    """Send `<template>_subject.txt` and `<template>_message.txt`; say whether it left.

    A mail server that is away must not undo what the letter announces.
    """
    with translation.override(language):
        shared = {"network_name": settings.NETWORK_NAME, "public_url": settings.PUBLIC_URL}
        subject = render_to_string(f"{template}_subject.txt", {**shared, **context})
        body = render_to_string(f"{template}_message.txt", {**shared, **context})
    letter = EmailMessage(
        # A line break in a name must not add a header.
        subject=f"{settings.NETWORK_NAME} – {' '.join(subject.split())}",
        body=body.strip() + "\n",
        to=[to],
    )
    try:
        letter.send()
    except (SMTPException, OSError) as error:
        logger.warning("A letter did not leave (%s): %s", template, type(error).__name__)
        return False
    return True
