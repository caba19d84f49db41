"""What a deployment decides: read from the environment once, at start."""

import hmac
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

SECONDS_TO_CONNECT = 5
PASSWORD_COST = {"time_cost": 2, "memory_cost": 19456, "parallelism": 1}


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one running platform."""

    database_url: str
    secret_key: str
    instance: Path  # where the platform keeps its own files
    is_demo: bool = False  # demo accounts may sign in; only on a loopback address
    is_served_over_tls: bool = False
    proxy_count: int = 0  # trusted reverse proxies in front
    is_testing: bool = False
    certificate_key: str = ""  # seals certificates; derived from the secret key unless given
    origin: str = ""  # https://callboard.example, printed in QR codes; else that of the request
    organisation: str = ""  # who issues reports and certificates
    calibrates_at_night: bool = True  # in a process of `callboard serve`; never a demonstration
    low_space_megabytes: int = 500  # free on the data's disk; with less the administrator is warned
    password_cost: Mapping[str, int] = field(default_factory=lambda: dict(PASSWORD_COST))

    @classmethod
    def from_environment(cls) -> "Settings":
        """Read the settings; what is not given gets a default that is safe on one machine."""
        instance = Path(os.environ.get("CALLBOARD_INSTANCE", "instance")).resolve()
        instance.mkdir(parents=True, exist_ok=True, mode=0o700)
        return cls(
            database_url=os.environ.get("DATABASE_URL") or f"sqlite:///{instance}/callboard.db",
            secret_key=os.environ.get("SECRET_KEY") or _kept_secret(instance / "secret_key"),
            instance=instance,
            is_demo=os.environ.get("CALLBOARD_DEMO") == "1",
            is_served_over_tls=os.environ.get("CALLBOARD_TLS") == "1",
            proxy_count=int(os.environ.get("CALLBOARD_PROXIES", "0")),
            certificate_key=os.environ.get("CERTIFICATE_KEY", ""),
            origin=os.environ.get("CALLBOARD_ORIGIN", "").rstrip("/"),
            organisation=os.environ.get("CALLBOARD_ORGANISATION", ""),
            calibrates_at_night=os.environ.get("CALLBOARD_CALIBRATE") != "0",
            low_space_megabytes=int(os.environ.get("CALLBOARD_LOW_SPACE_MB", "500")),
        )

    def to_flask(self) -> dict[str, object]:
        """Return the same settings under the names that Flask and its extensions read."""
        return {
            "SQLALCHEMY_DATABASE_URI": _with_driver(self.database_url),
            "SQLALCHEMY_ENGINE_OPTIONS": _engine_options(self.database_url),
            "SECRET_KEY": self.secret_key,
            "TESTING": self.is_testing,
            "DEMO": self.is_demo,
            "TLS": self.is_served_over_tls,
            "INSTANCE": self.instance,
            "PASSWORD_COST": self.password_cost,
            "CERTIFICATE_KEY": self.sealing_key(),
            "ORIGIN": self.origin,
            "ORGANISATION": self.organisation,
            "CALIBRATES_AT_NIGHT": self.calibrates_at_night and not self.is_demo,
            "LOW_SPACE_MEGABYTES": self.low_space_megabytes,
            "MAX_CONTENT_LENGTH": 32 * 1024 * 1024,
            "MAX_FORM_MEMORY_SIZE": 2 * 1024 * 1024,
            "SESSION_COOKIE_NAME": "__Host-session" if self.is_served_over_tls else "session",
            "SESSION_COOKIE_SECURE": self.is_served_over_tls,
            "SESSION_COOKIE_HTTPONLY": True,
            "SESSION_COOKIE_SAMESITE": "Lax",
            "WTF_CSRF_TIME_LIMIT": None,
            "WTF_CSRF_SSL_STRICT": False,
            "BABEL_DEFAULT_LOCALE": "zh_Hant_TW",
            "BABEL_DEFAULT_TIMEZONE": "Asia/Taipei",
            "TEMPLATES_AUTO_RELOAD": False,
        }

    def sealing_key(self) -> bytes:
        """Return the key of certificate seals: its own, so that it can outlive the secret key."""
        if self.certificate_key:
            return self.certificate_key.encode()
        return hmac.new(self.secret_key.encode(), b"callboard certificate seal", sha256).digest()


def _with_driver(url: str) -> str:
    """Name psycopg as the driver where the address only says PostgreSQL."""
    for scheme in ("postgres://", "postgresql://"):
        if url.startswith(scheme):
            return "postgresql+psycopg://" + url.removeprefix(scheme)
    return url


def _engine_options(url: str) -> dict[str, object]:
    """Let connections to a server that was restarted be made anew, and none be waited for long."""
    if url.startswith("sqlite"):
        return {}
    return {"pool_pre_ping": True, "connect_args": {"connect_timeout": SECONDS_TO_CONNECT}}


def _kept_secret(path: Path) -> str:
    """Return the secret kept in a file that only its owner reads; make it the first time."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text(encoding="ascii").strip()
