"""Arithmetic that authors write, worked out exactly and without ever running Python code."""

import ast
import math
import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import lru_cache

from quizzes.errors import InvalidItemError
from quizzes.items.numbers import rounded

LONGEST_EXPRESSION = 200
LARGEST_EXPONENT = 12
MOST_BITS = 256  # of numerator and denominator; far beyond any budget

_TOKEN = re.compile(
    r"\s*(?:\d{1,15}(?:\.\d{1,15})?(?![\w.])|[a-z][a-z0-9_]*|\*\*|//|[-+*/%(),])\s*", re.ASCII
)


class ExpressionError(InvalidItemError):
    """An expression cannot be worked out."""


def value_of(expression: str, values: Mapping[str, Fraction]) -> Fraction:
    """Return the exact value of an expression, given its variables."""
    return _value(_tree(expression), values)


def names_in(expression: str) -> frozenset[str]:
    """Return the variables that an expression uses."""
    tree = _tree(expression)
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    return frozenset(
        node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and id(node) not in called
    )


@lru_cache(maxsize=512)
def _tree(expression: str) -> ast.expr:
    if len(expression) > LONGEST_EXPRESSION:
        raise ExpressionError(
            f"算式太長（最多 {LONGEST_EXPRESSION} 個字元）",
            f"The expression is too long (at most {LONGEST_EXPRESSION} characters)",
        )
    _require_tokens(expression)
    try:
        return ast.parse(expression.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise ExpressionError(
            f"看不懂算式「{expression}」", f"Cannot read the expression {expression!r}"
        ) from error


def _require_tokens(expression: str) -> None:
    place = 0
    while place < len(expression):
        token = _TOKEN.match(expression, place)
        if token is None:
            rest = expression[place : place + 10]
            raise ExpressionError(
                f"算式裡的「{rest}」不是數字、變數或運算符號",
                f"{rest!r} is no number, variable or operator",
            )
        place = token.end()


def _value(node: ast.AST, values: Mapping[str, Fraction]) -> Fraction:
    read = _READERS.get(type(node))
    if read is None:
        raise ExpressionError(
            "算式只能用數字、變數、+ - * / // % ** 和 min max round floor ceil abs",
            "An expression may hold numbers, variables, + - * / // % ** and "
            "min max round floor ceil abs only",
        )
    result = read(node, values)
    if max(result.numerator.bit_length(), result.denominator.bit_length()) > MOST_BITS:
        raise ExpressionError("算出來的數太大", "The result is too large")
    return result


def _constant(node: ast.Constant, _values: Mapping[str, Fraction]) -> Fraction:
    if isinstance(node.value, bool) or not isinstance(node.value, int | float):
        raise ExpressionError("算式裡只能有數字", "An expression may hold numbers only")
    return Fraction(str(node.value))


def _name(node: ast.Name, values: Mapping[str, Fraction]) -> Fraction:
    if node.id not in values:
        raise ExpressionError(f"沒有變數「{node.id}」", f"There is no variable {node.id!r}")
    return values[node.id]


def _unary(node: ast.UnaryOp, values: Mapping[str, Fraction]) -> Fraction:
    operand = _value(node.operand, values)
    if isinstance(node.op, ast.USub):
        return -operand
    if isinstance(node.op, ast.UAdd):
        return operand
    raise ExpressionError(
        "算式裡有不能用的運算", "The expression holds an operator that is not allowed"
    )


def _binary(node: ast.BinOp, values: Mapping[str, Fraction]) -> Fraction:
    calculate = _OPERATORS.get(type(node.op))
    if calculate is None:
        raise ExpressionError(
            "算式裡有不能用的運算", "The expression holds an operator that is not allowed"
        )
    try:
        return Fraction(calculate(_value(node.left, values), _value(node.right, values)))
    except ZeroDivisionError as error:
        raise ExpressionError("除數是 0", "Division by zero") from error


def _call(node: ast.Call, values: Mapping[str, Fraction]) -> Fraction:
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    if name not in _FUNCTIONS or node.keywords:
        raise ExpressionError(
            "算式只能用 min max round floor ceil abs",
            "Only min max round floor ceil abs may be called",
        )
    fewest, most, function = _FUNCTIONS[name]
    if not fewest <= len(node.args) <= most:
        raise ExpressionError(
            f"{name}() 的參數個數不對", f"{name}() has the wrong number of arguments"
        )
    return Fraction(function(*(_value(argument, values) for argument in node.args)))


def _power(base: Fraction, exponent: Fraction) -> Fraction:
    if exponent.denominator != 1 or abs(exponent) > LARGEST_EXPONENT:
        raise ExpressionError(
            f"次方要是 −{LARGEST_EXPONENT} 到 {LARGEST_EXPONENT} 的整數",
            f"An exponent is a whole number from −{LARGEST_EXPONENT} to {LARGEST_EXPONENT}",
        )
    return Fraction(base**exponent.numerator)


def _round(value: Fraction, digits: Fraction = Fraction(0)) -> Fraction:
    if digits.denominator != 1 or abs(digits) > LARGEST_EXPONENT:
        raise ExpressionError("round() 的位數不對", "round() has the wrong number of digits")
    return rounded(value, digits.numerator)


_Reader = Callable[..., Fraction]
_READERS: dict[type[ast.AST], _Reader] = {
    ast.Constant: _constant,
    ast.Name: _name,
    ast.UnaryOp: _unary,
    ast.BinOp: _binary,
    ast.Call: _call,
}
_OPERATORS: dict[type[ast.operator], Callable[[Fraction, Fraction], Fraction | int]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b,
    ast.FloorDiv: lambda a, b: a // b,
    ast.Mod: lambda a, b: a % b,
    ast.Pow: _power,
}
_FUNCTIONS: dict[str, tuple[int, int, Callable[..., Fraction | int]]] = {
    "min": (1, 10, lambda *numbers: min(numbers)),
    "max": (1, 10, lambda *numbers: max(numbers)),
    "round": (1, 2, _round),
    "floor": (1, 1, math.floor),
    "ceil": (1, 1, math.ceil),
    "abs": (1, 1, abs),
}
