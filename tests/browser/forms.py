"""Fill a form as a person does, field by field, and send it."""

from playwright.sync_api import Locator, Page

FORM = "main form.form"


def fill_in(page: Page, values: dict[str, object]) -> None:
    """Fill the fields of these names; `...` takes the first real choice of a list."""
    for name, value in values.items():
        fill_field(page.locator(f"{FORM} [name='{name}']").first, value)


def fill_field(field: Locator, value: object) -> None:
    tag, kind = field.evaluate("node => [node.tagName, node.type]")
    if tag == "SELECT":
        if value is ...:
            field.select_option(
                field.locator("option[value]:not([value=''])").first.get_attribute("value")
            )
        else:
            field.select_option(str(value))
    elif kind == "radio":
        field.page.locator(
            f"{FORM} [name='{field.get_attribute('name')}'][value='{value}']"
        ).check()
    elif kind == "checkbox":
        field.set_checked(bool(value))
    elif kind == "file":
        field.set_input_files(value)
    else:
        field.fill(str(value))


def press_send(page: Page) -> None:
    page.locator(f"{FORM} .form-actions button[type=submit]").first.click()


def send(page: Page) -> None:
    """Send the form and wait for the page that answers, which comes whole or takes its place."""
    page.locator(FORM).first.evaluate("form => { form.dataset.sent = '' }")
    press_send(page)
    page.locator(f"{FORM}[data-sent]").wait_for(state="detached")
    page.wait_for_load_state()


def complete(page: Page, path: str, values: dict[str, object]) -> None:
    """Open a form, fill it, send it, and make sure that it was accepted."""
    page.goto(path)
    fill_in(page, values)
    send(page)
    refused = page.locator(".error-summary")
    assert refused.count() == 0, f"{path} was refused: {refused.inner_text()}"
