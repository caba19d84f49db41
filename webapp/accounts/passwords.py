"""Passwords: how they are hashed, checked, and made."""

import secrets
from dataclasses import dataclass
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import current_app

LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
SHORTEST = 10
LONGEST = 128


@dataclass(frozen=True, slots=True)
class NewPassword:
    """A password made for somebody: its text to hand over once, and what is kept of it."""

    text: str
    hash: str


@lru_cache(maxsize=4)
def _hasher(time_cost: int, memory_cost: int, parallelism: int) -> PasswordHasher:
    return PasswordHasher(time_cost, memory_cost, parallelism)


def _current_hasher() -> PasswordHasher:
    cost = current_app.config["PASSWORD_COST"]
    return _hasher(cost["time_cost"], cost["memory_cost"], cost["parallelism"])


@lru_cache(maxsize=4)
def _hash_of_nothing(hasher: PasswordHasher) -> str:
    return hasher.hash(secrets.token_urlsafe(16))


def hash_password(password: str) -> str:
    """Return the argon2id hash of a password."""
    return _current_hasher().hash(password)


def is_right_password(password_hash: str | None, password: str) -> bool:
    """Tell whether a password is right; take as long when there is no such login."""
    hasher = _current_hasher()
    try:
        hasher.verify(password_hash or _hash_of_nothing(hasher), password)
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None


def random_password() -> str:
    """Return a password that can be read out: four groups of four letters and digits."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))


def new_password() -> NewPassword:
    """Make a password; hashing takes a while and wants no open transaction."""
    text = random_password()
    return NewPassword(text, hash_password(text))
