"""Run by `submissions.py` in processes of their own: `prepare`, `send`."""

import http.client
import json
import sys
import threading
import time
import uuid

N_QUESTIONS = 250
MARK = "INSTANCE-ID"


def prepare() -> None:
    """Publish a questionnaire of 250 questions; print its public token and a filled answer."""
    import django  # noqa: PLC0415

    django.setup()
    from teranga.core.installation.tables import bring_up_to_date  # noqa: PLC0415

    bring_up_to_date()
    from teranga.surveys.enums import QuestionnaireState  # noqa: PLC0415
    from teranga.surveys.models import Questionnaire, QuestionnaireVersion  # noqa: PLC0415
    from teranga.surveys.queries.definitions import read_definition  # noqa: PLC0415
    from teranga.surveys.services.conversion import Conversion  # noqa: PLC0415

    xform = _xform().encode()
    conversion = Conversion(xform, read_definition(xform))
    questionnaire = Questionnaire.objects.create(
        form_id="bench",
        title={"en": "Bench"},
        state=QuestionnaireState.PUBLISHED,
        is_open_to_public=True,
    )
    QuestionnaireVersion.objects.create(
        questionnaire=questionnaire,
        form_version="1",
        state="published",
        title="Bench",
        source=xform,
        source_name="bench.xml",
        source_sha256=conversion.sha256,
        xform=xform,
        md5=conversion.md5,
        sha256=conversion.sha256,
        questions=conversion.definition.questions,
    )
    answers = "".join(f"<q{n}>{n * 7919 % 1_000_000}</q{n}>" for n in range(1, N_QUESTIONS + 1))
    meta = f"<meta><instanceID>{MARK}</instanceID></meta>"
    print(
        json.dumps(
            [questionnaire.public_token, f'<data id="bench" version="1">{answers}{meta}</data>']
        )
    )


def _xform() -> str:
    names = [f"q{n}" for n in range(1, N_QUESTIONS + 1)]
    nodes = "".join(f"<{name}/>" for name in names)
    binds = "".join(f'<bind nodeset="/data/{name}" type="int"/>' for name in names)
    inputs = "".join(f'<input ref="/data/{n}"><label>{n}</label></input>' for n in names)
    return (
        '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml">'
        f'<h:head><h:title>Bench</h:title><model><instance><data id="bench" version="1">{nodes}'
        f"<meta><instanceID/></meta></data></instance>{binds}</model></h:head>"
        f"<h:body>{inputs}</h:body></h:html>"
    )


def send(port: int, token: str, n_senders: int, seconds: float) -> None:
    """Post answers over open connections until the time is up; print what was acknowledged."""
    sample = sys.stdin.read()
    end = time.perf_counter() + seconds
    done: list[list[str]] = [[] for _ in range(n_senders)]
    refused: list[int] = []
    threads = [
        threading.Thread(target=_one_sender, args=(port, token, sample, end, mine, refused))
        for mine in done
    ]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    elapsed = time.perf_counter() - start
    acknowledged = [identity for mine in done for identity in mine]
    print(json.dumps({"acknowledged": acknowledged, "seconds": elapsed, "refused": refused[:5]}))


def _one_sender(
    port: int, token: str, sample: str, end: float, done: list[str], refused: list[int]
) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    head = (
        '--b\r\nContent-Disposition: form-data; name="xml_submission_file"; filename="a.xml"\r\n'
        "Content-Type: text/xml\r\n\r\n"
    )
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    while time.perf_counter() < end and not refused:
        identity = f"uuid:{uuid.uuid4()}"
        body = f"{head}{sample.replace(MARK, identity)}\r\n--b--\r\n".encode()
        connection.request("POST", f"/surveys/fill/{token}/submission", body, headers)
        response = connection.getresponse()
        response.read()
        done.append(identity) if response.status == 201 else refused.append(response.status)
    connection.close()


if __name__ == "__main__":
    order, *arguments = sys.argv[1:]
    if order == "send":
        send(int(arguments[0]), arguments[1], int(arguments[2]), float(arguments[3]))
    else:
        prepare()
