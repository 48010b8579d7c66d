"""A connection cut in the middle of a file leaves nothing: no row, no half file."""

import socket
from contextlib import suppress

from tests.factories.installations import answers, serving

COUNT = "from teranga.core.models import Attachment; print(Attachment.objects.count())"


def test_upload_cut_in_mid_body_leaves_nothing(installation, tmp_path):
    temporary = tmp_path / "uploads"
    temporary.mkdir()
    body = (
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n'
        b"Content-Type: application/pdf\r\n\r\n%PDF-" + b"a" * 4_000_000
    )
    head = (
        b"POST /i18n/setlang/ HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\n"
        b"Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 9000000\r\n\r\n"
    )
    with serving(installation, TMPDIR=str(temporary)) as (_process, port):
        for _ in range(3):
            with socket.create_connection(("127.0.0.1", port), timeout=10) as link:
                link.sendall(head)
                # The server may refuse before the end; it may also read on.
                with suppress(BrokenPipeError, ConnectionResetError):
                    link.sendall(body)

        assert answers(port)
    assert list(temporary.iterdir()) == []
    assert installation.python(COUNT) == "1"
    assert installation.run("check").returncode == 0


def test_upload_too_large_is_refused_before_it_is_sent(installation):
    head = (
        b"POST /i18n/setlang/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        b"Origin: http://localhost\r\n"
        b"Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 900000000\r\n\r\n--x"
    )
    with serving(installation) as (_process, port):
        with socket.create_connection(("127.0.0.1", port), timeout=20) as link:
            link.sendall(head)
            answer = link.recv(200)

        assert answer.startswith(b"HTTP/1.1 413")
        assert answers(port)
