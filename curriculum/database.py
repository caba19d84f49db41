"""The declarative base that every table of the platform hangs on, and its column types."""

import json
import zlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import JSON, DateTime, Enum, LargeBinary, MetaData
from sqlalchemy.dialects.sqlite import DATETIME
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, registry
from sqlalchemy.types import TypeDecorator, TypeEngine
from typing_extensions import override

EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 (moments are stored without their zone)
MICROSECOND = timedelta(microseconds=1)
_EPOCH_IN_UTC = EPOCH.replace(tzinfo=UTC)


class Microseconds(DATETIME):
    """A moment on SQLite: microseconds since 1970, in 8 bytes instead of 26 characters."""

    @override
    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], int | None]:
        return lambda value: None if value is None else (value - EPOCH) // MICROSECOND


def _moment(value: int | None) -> datetime | None:
    return None if value is None else _EPOCH_IN_UTC + timedelta(0, 0, value)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC: aware in Python, refused when naive, stored without its zone."""

    impl = DateTime(timezone=False)
    cache_ok = True

    @override
    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "sqlite":
            return dialect.type_descriptor(Microseconds())  # type: ignore[no-untyped-call]
        return dialect.type_descriptor(DateTime())

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A moment needs its time zone.")
        return value.astimezone(UTC).replace(tzinfo=None)

    @override
    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)

    @override
    def result_processor(
        self, dialect: Dialect, coltype: object
    ) -> Callable[[Any], datetime | None] | None:
        """Read a moment in one step on SQLite: there are two of them in every answer."""
        if dialect.name == "sqlite":
            return _moment
        return super().result_processor(dialect, coltype)


# What packed values are likely to hold, the likeliest last. Every stored value needs exactly these
# bytes to be read again: they never change.
_LIKELY = (
    b'{"document":"","questions":[{"prompts":[{"id":"","index":},"choices":[{"id":"","index":10},'
    b'"gaps":[[],[{"id":"","index":7},"steps":[{"id":"","index":6},{"id":"","index":5},'
    b'{"id":"","index":4},"unit":"","values":{"":"0.,"kind":"case","kind":"cloze",'
    b'"kind":"matching","kind":"ordering","kind":"short_text","kind":"numeric",'
    b'"kind":"multiple_choice","kind":"single_choice"},{"id":"","index":3},{"id":"","index":2},'
    b'{"id":"","index":1},{"id":"","index":0}],{"options":[{"id":"'
)


def packed(value: object) -> bytes:
    """Write a value as JSON, deflated with the words that such values usually hold."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    deflate = zlib.compressobj(9, wbits=-15, memLevel=9, zdict=_LIKELY)
    return deflate.compress(text) + deflate.flush()


def unpacked(data: bytes) -> Any:  # noqa: ANN401 (JSON can be anything)
    """Read what `packed` wrote."""
    inflate = zlib.decompressobj(wbits=-15, zdict=_LIKELY)
    return json.loads(inflate.decompress(data) + inflate.flush())


class PackedJson(TypeDecorator[dict[str, Any]]):
    """A JSON value of which there are very many: a quarter of the size of its text."""

    impl = LargeBinary
    cache_ok = True

    @override
    def process_bind_param(self, value: dict[str, Any] | None, dialect: Dialect) -> bytes | None:
        return None if value is None else packed(value)

    @override
    def process_result_value(self, value: bytes | None, dialect: Dialect) -> dict[str, Any] | None:
        return None if value is None else dict(unpacked(value))


def choice_of(kind: type[StrEnum]) -> Enum:
    """Return the column type of one of these words, stored as the word itself."""
    return Enum(kind, native_enum=False, values_callable=lambda e: [m.value for m in e])


_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Base of all models; names every constraint so that migrations can find it."""

    registry: ClassVar[registry] = registry(
        metadata=MetaData(naming_convention=_NAMES),
        type_annotation_map={datetime: UtcDateTime, dict[str, Any]: JSON, list[Any]: JSON},
    )
