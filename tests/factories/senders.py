"""Many devices sending answers to a real server: each tries again until it is told yes."""

import http.client
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

SUCCESS = {201, 202}


def multipart(xml, files):
    """Return `(content type, body)` of a post as mobile apps make it."""
    boundary = uuid.uuid4().hex
    parts = [("xml_submission_file", "answer.xml", xml), *((name, name, c) for name, c in files)]
    body = b"".join(
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"; filename="{file_name}"'
        "\r\nContent-Type: application/octet-stream\r\n\r\n".encode()
        + content
        + b"\r\n"
        for name, file_name, content in parts
    )
    return f"multipart/form-data; boundary={boundary}", body + f"--{boundary}--\r\n".encode()


def post_answer(connection, path, xml, files=()):
    """Post once over an open connection; return the status."""
    content_type, body = multipart(xml, files)
    connection.request("POST", path, body, {"Content-Type": content_type})
    response = connection.getresponse()
    response.read()
    return response.status


@dataclass
class Device:
    """Sends a queue of answers; keeps each until it is acknowledged."""

    port: int
    path: str
    pause: float = 0
    acknowledged: list = field(default_factory=list)
    n_posts: int = 0

    def send_all(self, answers, *, deadline):
        for identity, xml, files in answers:
            while time.monotonic() < deadline:
                if self._send(xml, files) in SUCCESS:
                    self.acknowledged.append(identity)
                    time.sleep(self.pause)
                    break
                time.sleep(0.1)

    def _send(self, xml, files):
        self.n_posts += 1
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            return post_answer(connection, self.path, xml, files)
        except (OSError, http.client.HTTPException):
            return None  # killed, full, restarting: the device waits
        finally:
            connection.close()


def send_in_parallel(port, path, answers, *, n_devices, seconds, pause=0):
    """Share answers between devices; return those acknowledged and how many posts it took.

    Each device rests for `pause` seconds after an acknowledgement.
    """
    deadline = time.monotonic() + seconds
    devices = [Device(port, path, pause) for _ in range(n_devices)]
    with ThreadPoolExecutor(n_devices) as threads:
        jobs = [
            threads.submit(device.send_all, answers[number::n_devices], deadline=deadline)
            for number, device in enumerate(devices)
        ]
        for job in jobs:
            job.result()
    return (
        [identity for device in devices for identity in device.acknowledged],
        sum(device.n_posts for device in devices),
    )
