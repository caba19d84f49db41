"""Every address of the app, with the objects that it names filled in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from flask import Flask
from werkzeug.routing import AnyConverter, Rule

READING = {"GET", "HEAD", "OPTIONS"}

# What an address's parameter stands for, by the endpoints that it occurs in; the longest prefix
# counts. A new page whose parameter is not found here fails the matrix until it is added.
KINDS: Mapping[str, Mapping[str, str]] = {
    "": {
        "attempt_id": "attempt",
        "cohort_id": "cohort",
        "item_id": "item",
        "remark_id": "remark",
        "trainee_id": "trainee",
        "user_id": "login",
    },
    "administrator.certificates": {"public_id": "certificate"},
    "administrator.cohorts": {"public_id": "cohort"},
    "administrator.completion": {"public_id": "cohort"},
    "administrator.standards": {"public_id": "document"},
    "administrator.users": {"public_id": "login"},
    "credentials": {"public_id": "certificate"},
    "instructor": {"public_id": "cohort"},
    "reports.certificates": {"public_id": "certificate"},
    "reports.completion": {"public_id": "report"},
    "trainee.results": {"attempt_id": "finished attempt"},
    "trainee.reviews": {"attempt_id": "reviewed attempt"},
}
FIXED = {
    "": {"position": 1, "page": 1, "subject": "K01", "key": "T1.1", "filename": "css/app.css"},
    "administrator.standards": {"code": "XYZ1234-001v1", "number": 1},
    "instructor": {"code": "K01"},
    "trainee": {"code": "K01", "purpose": "module_check"},
}


class UnknownParameterError(LookupError):
    """An address has a parameter that these tests do not know."""


@dataclass(frozen=True, slots=True)
class Address:
    """One way to call the app."""

    endpoint: str
    method: str
    path: str
    owner: str | None = None  # "a" or "b"; None where it names nobody's object
    kinds: frozenset[str] = field(default_factory=frozenset)

    @property
    def is_reading(self) -> bool:
        return self.method == "GET"


def method_of(rule: Rule) -> str:
    return next(iter(rule.methods - READING), "GET")


def rules(app: Flask) -> list[Rule]:
    return sorted(app.url_map.iter_rules(), key=lambda rule: (rule.endpoint, rule.rule))


def kinds_of(rule: Rule) -> dict[str, str]:
    """Return what each parameter of a rule that names an object stands for."""
    found = {name: _lookup(KINDS, rule.endpoint, name) for name in rule.arguments}
    return {name: kind for name, kind in found.items() if kind}


def addresses(app: Flask, ids: Mapping[str, Mapping[str, str]]) -> Iterator[Address]:
    """Yield every address; one that names objects once for the objects of each cohort."""
    for rule in rules(app):
        kinds = kinds_of(rule)
        for owner in ("a", "b") if kinds else (None,):
            named = {name: ids[kind][owner] for name, kind in kinds.items()}
            yield _address(app, rule, named, owner)


def crossed_addresses(app: Flask, ids: Mapping[str, Mapping[str, str]]) -> Iterator[Address]:
    """Yield the addresses below a cohort that name a trainee of another cohort."""
    for rule in rules(app):
        kinds = kinds_of(rule)
        if {"cohort", "trainee"} <= set(kinds.values()):
            named = {
                name: ids[kind]["b" if kind == "trainee" else "a"] for name, kind in kinds.items()
            }
            yield _address(app, rule, named, "a")


def _address(app: Flask, rule: Rule, named: Mapping[str, str], owner: str | None) -> Address:
    values = {**{name: _plain(rule, name) for name in rule.arguments - set(named)}, **named}
    with app.test_request_context():
        path = app.url_map.bind("localhost").build(rule.endpoint, values, method=method_of(rule))
    kinds = frozenset(kinds_of(rule).values())
    return Address(rule.endpoint, method_of(rule), path, owner, kinds)


def _plain(rule: Rule, name: str) -> object:
    value = _lookup(FIXED, rule.endpoint, name)
    converter = rule._converters[name]
    if value is None and isinstance(converter, AnyConverter):
        return min(converter.items)
    if value is None:
        raise UnknownParameterError(
            f"{rule.endpoint}: {name}; add it to tests/security/addresses.py"
        )
    return value


def _lookup(table: Mapping[str, Mapping[str, object]], endpoint: str, name: str):
    for prefix in sorted(table, key=len, reverse=True):
        if endpoint.startswith(prefix) and name in table[prefix]:
            return table[prefix][name]
    return None
