"""Refusing text that no database holds: PostgreSQL takes no NUL character."""

from collections.abc import Iterator

from flask import Flask, abort, request

NUL = "\0"


def _texts() -> Iterator[str]:
    """Go through every text of the address and of the form."""
    yield from (str(value) for value in (request.view_args or {}).values())
    for values in (request.args, request.form):
        for key, value in values.items(multi=True):
            yield key
            yield value


def register(app: Flask) -> None:
    """Answer such a request as malformed."""

    @app.before_request
    def refuse_nul() -> None:
        if any(NUL in text for text in _texts()):
            abort(400)
