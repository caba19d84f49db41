"""A wire between phone and server that is slow and swallows replies."""

import socket
import threading
import time
from contextlib import contextmanager
from urllib.parse import urlsplit


class Wire:
    """Passes every connection on; a reply to a PUT that is swallowed never reaches the phone."""

    def __init__(self, server: str):
        parts = urlsplit(server)
        self.target = (parts.hostname, parts.port)
        self.delay = 0.0  # seconds before a request is passed on
        self.drop_every = 0  # 0: none but those that swallow() names
        self.to_swallow = self.swallowed = self.puts = 0
        self.lock = threading.Lock()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.listener.getsockname()[1]}"

    def swallow(self, count: int) -> None:
        self.to_swallow = count

    def listen(self) -> None:
        while True:
            try:
                phone, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(phone,), daemon=True).start()

    def _serve(self, phone: socket.socket) -> None:
        with phone, socket.create_connection(self.target) as server:
            while request := self._read(phone):
                time.sleep(self.delay)
                server.sendall(request.replace(b"Connection: keep-alive", b"Connection: close"))
                reply = b"".join(iter(lambda: server.recv(65536), b""))
                if not self._is_swallowed(request):
                    phone.sendall(reply)
                return

    def _is_swallowed(self, request: bytes) -> bool:
        if not request.startswith(b"PUT "):
            return False
        with self.lock:
            self.puts += 1
            is_swallowed = self.to_swallow > 0 or (
                self.drop_every > 0 and self.puts % self.drop_every == 0
            )
            self.to_swallow = max(0, self.to_swallow - 1)
            self.swallowed += is_swallowed
            return is_swallowed

    @staticmethod
    def _read(phone: socket.socket) -> bytes:
        """Read one whole request."""
        received = b""
        while b"\r\n\r\n" not in received:
            part = phone.recv(65536)
            if not part:
                return b""
            received += part
        head, _, body = received.partition(b"\r\n\r\n")
        length = next(
            (
                int(line.split(b":")[1])
                for line in head.split(b"\r\n")
                if line.lower().startswith(b"content-length:")
            ),
            0,
        )
        while len(body) < length:
            body += phone.recv(65536)
        return head + b"\r\n\r\n" + body


@contextmanager
def cutting(server: str):
    """Lay a wire to a server until the block ends."""
    wire = Wire(server)
    threading.Thread(target=wire.listen, daemon=True).start()
    try:
        yield wire
    finally:
        wire.listener.close()
