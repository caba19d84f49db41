"""Serving the platform with gunicorn."""

import multiprocessing
import sys
from typing import Any

import click
from gunicorn.app.base import BaseApplication
from typing_extensions import override

from webapp import create_app
from webapp.jobs import start_jobs
from webapp.kit.loopback import is_loopback
from webapp.settings import Settings

MOST_WORKERS = 4


class Server(BaseApplication):
    """gunicorn with this application and these options."""

    def __init__(self, options: dict[str, Any]) -> None:
        self.options = options
        super().__init__()

    @override
    def load_config(self) -> None:
        for name, value in self.options.items():
            self.cfg.set(name, value)

    @override
    def load(self) -> Any:
        app = create_app(Settings.from_environment())
        start_jobs(app)
        return app


def require_loopback(host: str) -> None:
    """End the program where a demonstration would be served beyond this machine."""
    if not is_loopback(host):
        click.echo(
            f"{host} 不是本機位址。示範帳號只能在本機使用；正式服務用 callboard serve，"
            "不要設定 CALLBOARD_DEMO。\n"
            f"{host} reaches beyond this machine; demo accounts are refused there.",
            err=True,
        )
        sys.exit(2)


def run_server(host: str, port: int, workers: int | None = None) -> None:
    """Serve until the process is told to stop; a stop waits for requests under way.

    HUP replaces the workers under the same master. USR2 starts a whole new server beside it, on
    the same socket, and TERM then ends the old one: that is how a new release takes over. In both,
    requests under way have 30 seconds to end.
    """
    Server(
        {
            "bind": f"{host}:{port}",
            "workers": workers or min(multiprocessing.cpu_count(), MOST_WORKERS),
            "threads": 4,
            "worker_class": "gthread",
            "graceful_timeout": 30,
            "control_socket_disable": True,  # signals are enough
            "keepalive": 5,
            "accesslog": None,
            "loglevel": "warning",
        }
    ).run()


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--workers", type=int, default=None, help="Processes; one for each core.")
def command(host: str, port: int, workers: int | None) -> None:
    """Serve the platform; a reverse proxy with TLS belongs in front of it."""
    if Settings.from_environment().is_demo:
        require_loopback(host)
    run_server(host, port, workers)
