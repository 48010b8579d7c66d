"""Words of the filling page in every language of the site: it changes language without a line."""

from django.conf import settings
from django.utils.translation import gettext, gettext_noop, override

_PHRASES = {
    # --- the page ---------------------------------------------------------------------------
    "start": gettext_noop("Start a new answer"),
    "resume": gettext_noop("Resume"),
    "save_later": gettext_noop("Save and close"),
    "next": gettext_noop("Next"),
    "back": gettext_noop("Back"),
    "finish": gettext_noop("Finish and send"),
    "saved": gettext_noop("Draft kept on this device, {time}"),
    "saving": gettext_noop("Saving…"),
    "not_saved": gettext_noop(
        "The draft could not be kept: the device is full or refuses. Save a backup file."
    ),
    "progress": gettext_noop("Page {page} of {pages}"),
    "check_answers": gettext_noop("{n} answers need your attention. The first one is shown."),
    "form_error": gettext_noop("This questionnaire cannot be shown on this device: {reason}"),
    "not_here": gettext_noop(
        "This questionnaire is not yet on this device. Open this page once with a line."
    ),
    "newer": gettext_noop(
        "A newer version of the questionnaire is used for new answers; this one is "
        "finished with its own."
    ),
    "language": gettext_noop("Language of the questions"),
    "repeat_add": gettext_noop("Add another one"),
    "repeat_remove": gettext_noop("Remove this one"),
    "move_up": gettext_noop("Move up:"),
    "move_down": gettext_noop("Move down:"),
    # --- the line ---------------------------------------------------------------------------
    "online": gettext_noop("Connected"),
    "offline": gettext_noop("No line: you can go on; everything is kept on this device."),
    "send_now": gettext_noop("Send now"),
    "sending": gettext_noop("Sending…"),
    "sign_in": gettext_noop("Sign in again, then it is sent."),
    # --- what this device keeps -------------------------------------------------------------
    "answers_here": gettext_noop("On this device"),
    "none_here": gettext_noop("Nothing is kept on this device yet."),
    "state_draft": gettext_noop("Draft"),
    "state_to_send": gettext_noop("To be sent"),
    "state_sending": gettext_noop("Sent, waiting for the receipt"),
    "state_received": gettext_noop("Received, number {number}"),
    "state_set_aside": gettext_noop("Received, set aside for a person to look at"),
    "state_refused": gettext_noop("Refused: {reason}"),
    "changed": gettext_noop("Changed {time}"),
    "unnamed": gettext_noop("Answer without a name yet"),
    "delete": gettext_noop("Delete"),
    "delete_sure": gettext_noop("Delete this answer from the device? It has not been received."),
    "delete_received": gettext_noop("Remove this line? The answer itself is safe with us."),
    "backup": gettext_noop("Save a backup file"),
    "restore": gettext_noop("Open a backup file"),
    "restored": gettext_noop("{n} answers brought back."),
    "restore_failed": gettext_noop("This is not a backup file of this page."),
    "try_again": gettext_noop("Try again"),
    "protected": gettext_noop("The browser protects what is kept here."),
    "not_protected": gettext_noop(
        "The browser may clear what is kept here when space is short: add this page to "
        "your home screen, and save a backup file of long answers."
    ),
    "ready_offline": gettext_noop("Ready without a line: this page opens even with no network."),
    "install": gettext_noop("Install on this device"),
    # --- a position -------------------------------------------------------------------------
    "latitude": gettext_noop("Latitude"),
    "longitude": gettext_noop("Longitude"),
    "place_take": gettext_noop("Use my position"),
    "place_add": gettext_noop("Add my position"),
    "place_add_typed": gettext_noop("Add the point typed"),
    "place_clear": gettext_noop("Clear"),
    "place_waiting": gettext_noop("Looking for satellites…"),
    "place_found": gettext_noop("Position found, to within {metres} m."),
    "place_failed": gettext_noop("No position found. Try outdoors, or type the coordinates."),
    "place_unavailable": gettext_noop("This device gives no position. Type the coordinates."),
    # --- words the engine asks for ----------------------------------------------------------
    "engine.constraint.invalid": gettext_noop("This value is not accepted."),
    "engine.constraint.required": gettext_noop("An answer is needed here."),
    "engine.constraint.relevant": gettext_noop("This question does not apply any more."),
    "engine.form.required": gettext_noop("required"),
    "engine.filepicker.placeholder": gettext_noop(
        "Choose a file or take a picture ({maxSize} at most)"
    ),
    "engine.filepicker.notFound": gettext_noop("The file {existing} is not on this device."),
    "engine.filepicker.waitingForPermissions": gettext_noop("Waiting for your permission."),
    "engine.filepicker.resetWarning": gettext_noop("Remove this file?"),
    "engine.filepicker.toolargeerror": gettext_noop(
        "This file is too large (more than {maxSize})."
    ),
    "engine.filepicker.file": gettext_noop("file"),
    "engine.drawwidget.drawing": gettext_noop("drawing"),
    "engine.drawwidget.signature": gettext_noop("signature"),
    "engine.drawwidget.annotation": gettext_noop("file and drawing"),
    "engine.alert.gotonotfound.msg": gettext_noop("The question {path} was not found."),
    "engine.alert.valuehasspaces.multiple": gettext_noop("An option holds a space: {value}"),
    "engine.confirm.repeatremove.heading": gettext_noop("Remove this group of answers?"),
    "engine.confirm.repeatremove.msg": gettext_noop(
        "Remove this group of answers? This cannot be undone."
    ),
    "engine.hint.guidance.details": gettext_noop("More details"),
}


def phrases() -> dict[str, dict[str, str]]:
    spoken = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            spoken[language] = {key: gettext(phrase) for key, phrase in _PHRASES.items()}
    return spoken
