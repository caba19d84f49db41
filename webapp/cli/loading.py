"""Command groups that import a command only when it is called."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click
from flask.cli import FlaskGroup
from typing_extensions import override


def imported(path: str) -> click.Command:
    """Import a command by its "module:attribute"."""
    module, _, attribute = path.partition(":")
    command: click.Command = getattr(import_module(module), attribute)
    return command


class LazyGroup(click.Group):
    """A group that knows where its commands are."""

    def __init__(self, name: str, *, lazy: Mapping[str, str], help: str) -> None:  # noqa: A002
        super().__init__(name, help=help)
        self._lazy = lazy

    @override
    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(self._lazy)

    @override
    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        path = self._lazy.get(cmd_name)
        return imported(path) if path else None


class LazyFlaskGroup(FlaskGroup):
    """Flask's own command line, with groups that are imported when they are called."""

    def __init__(self, *, lazy: Mapping[str, str], **settings: Any) -> None:  # noqa: ANN401
        super().__init__(**settings)
        self._lazy = lazy

    @override
    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *self._lazy})

    @override
    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        path = self._lazy.get(name)
        return imported(path) if path else super().get_command(ctx, name)
