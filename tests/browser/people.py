"""Who comes to the pages: a visitor, and the accounts that the demo prints."""

import re
import time
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import yaml
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import APIRequestContext, Playwright

import teranga.accounts

_DEMO = Path(teranga.accounts.__file__).parent / "demo/sign_ins.yaml"
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass(frozen=True)
class SignIn:
    role: str
    email: str
    password: str
    totp_secret: str

    def code(self) -> str:
        return format_hotp_value(hotp_value(self.totp_secret, int(time.time()) // 30))


@cache
def sign_ins() -> dict[str, SignIn]:
    document = yaml.safe_load(_DEMO.read_text(encoding="utf-8"))
    rows = document["accounts"]
    return {
        row["role"]: SignIn(row["role"], row["email"], document["password"], row.get("totp", ""))
        for row in rows
    }


@dataclass
class Cast:
    """Signs each role in once, and keeps what its browser then holds."""

    playwright: Playwright
    address: str
    _kept: dict[str, dict] = field(default_factory=dict)

    def state(self, role: str) -> dict | None:
        if role == "visitor":
            return None
        if role not in self._kept:
            self._kept[role] = self._sign_in(sign_ins()[role])
        return self._kept[role]

    def _sign_in(self, person: SignIn) -> dict:
        client = self.playwright.request.new_context(base_url=self.address)
        page = "/account/login/"
        answer = send(client, page, {"login": person.email, "password": person.password})
        if person.totp_secret:
            answer = send(client, "/account/2fa/authenticate/", {"code": person.code()})
        assert answer.ok, f"{person.role} cannot sign in: {answer.status} {answer.url}"
        assert "/account/" not in answer.url, f"{person.role} is not in: {answer.url}"
        # What matters asks once more who it is: said now, for the quarter of an hour to come.
        send(client, "/account/reauthenticate/", {"password": person.password})
        state = client.storage_state()
        client.dispose()
        return state


def send(client: APIRequestContext, path: str, values: dict[str, str]):
    token = _TOKEN.search(client.get(path).text())[1]
    # A form of several answers of one name is sent by the pages themselves, not here.
    return client.post(path, form={"csrfmiddlewaretoken": token, **values})
