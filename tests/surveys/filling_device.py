"""A telephone in a test: a browser whose line is cut, whose tab is killed, whose clock moves."""

from urllib.parse import urlsplit

# What a person in a hurry does: the first choice everywhere, a word where one is required.
ANSWER_PAGE = """() => {
  const seen = [...document.querySelectorAll('form.or .question')].filter((q) => q.offsetParent);
  const set = (field, value) => {
    field.value = value;
    field.dispatchEvent(new Event('change', { bubbles: true }));
  };
  for (const question of seen) {
    const field = question.querySelector('[data-required], [data-name], input, select, textarea');
    const labels = '.option-wrapper > label:not(.itemset-template)';
    const choices = [...question.querySelectorAll(`${labels} input:not(.ignore)`)];
    if (choices.length && choices.every((input) => !input.checked)) {
      (choices.find((input) => input.value === 'oui') ?? choices[0]).click();
    } else if (field.tagName === 'SELECT' && !field.value) {
      const wanted = [...field.options].filter((option) => option.value);
      const choice = wanted.find((option) => option.value === 'SN') ?? wanted[0];
      if (choice) set(field, choice.value);
    } else if (!choices.length && !field.value && !field.readOnly && field.dataset.required) {
      if (field.dataset.typeXml === 'string') set(field, 'Texte');
      if (field.dataset.typeXml === 'int') set(field, '2');
    }
  }
}"""
RUN_AXE = (
    "axe.run({resultTypes: ['violations']}).then(r => r.violations.map("
    "v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).join(', ')))"
)
PATIENCE = 60_000


class Device:
    def __init__(self, browser, url):
        self.url = url
        self.context = browser.new_context(
            locale="fr", viewport={"width": 360, "height": 780}, reduced_motion="reduce"
        )
        self.context.set_default_timeout(PATIENCE)
        self.pages, self.faults, self.addresses = [], [], []
        self.is_cut = False

    def open(self, path, *, clock=None, language="fr", width=360):
        """Open a page and wait until it would open without a line as well."""
        self.context.add_cookies([{"name": "language", "value": language, "url": self.url}])
        page = self.context.new_page()
        self.pages.append(page)
        page.set_viewport_size({"width": width, "height": 780})
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("request", lambda request: self._note(request.url))
        if clock is not None:
            page.clock.set_system_time(clock)
        page.goto(self.url + path)
        page.wait_for_selector("body[data-ready=offline]")
        if "/fill/" in path and page.locator("#fill-new").count():
            page.wait_for_selector("body[data-form=kept]")
        return page

    def _hear(self, message):
        # A cut line is no fault of the page; browsers report each request it cannot make.
        is_of_the_line = "ERR_INTERNET_DISCONNECTED" in message.text or "ERR_FAILED" in message.text
        if message.type == "error" and not is_of_the_line:
            self.faults.append(message.text)

    def _note(self, address):
        if urlsplit(address).scheme in {"http", "https"}:
            self.addresses.append(address)

    def cut_the_line(self):
        self.context.set_offline(True)

    def restore_the_line(self):
        self.context.set_offline(False)

    def kill(self, page):
        """Close the tab at once, as a telephone short of memory does: nothing is asked of it."""
        page.close(run_before_unload=False)

    def close(self):
        self.context.close()

    def sign_in(self, client):
        session = client.cookies["session"].value
        self.context.add_cookies([{"name": "session", "value": session, "url": self.url}])

    def answer(self, page, name):
        """Fill the small questionnaire of the tests and finish it."""
        page.click("#fill-new")
        page.fill('[name="/data/about/name"]', name)
        page.click("#fill-finish")
        page.wait_for_selector("#fill-start:not([hidden])")

    def answer_pages(self, page, n_pages=60):
        """Answer page after page, until the last or as many as asked."""
        for _ in range(n_pages):
            for _ in range(3):
                page.evaluate(ANSWER_PAGE)
                page.wait_for_timeout(80)
            if page.is_visible("#fill-finish"):
                return
            before = page.inner_text("#fill-place")
            page.click("#fill-next")
            page.wait_for_function(
                "text => document.getElementById('fill-place').textContent !== text", arg=before
            )

    def wait_until_saved(self, page):
        page.wait_for_function(
            "() => Number(document.getElementById('fill-saved').dataset.saved ?? 0) > 0"
            " && !document.getElementById('fill-saved').textContent.endsWith('…')"
        )

    def faults_of(self, page, axe):
        """Return what axe and the width of the page hold against it."""
        page.evaluate(axe.read_text(encoding="utf-8"))
        too_wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        said = [f"{too_wide} px too wide"] if too_wide > 0 else []
        return said + page.evaluate(RUN_AXE)
