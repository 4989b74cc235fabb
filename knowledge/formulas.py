"""Parameters that follow from others: small formulas such as ``20 * reference_level``.

Allowed: numbers, names of parameters (``minimum_wage_month.I`` for one key), ``+ - * /`` and brackets.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from decimal import Decimal


class FormulaError(ValueError):
    """A formula that says something other than sums of parameters and numbers."""


def names_in(formula: str) -> Iterator[str]:
    """The parameters a formula reads, as ``name`` or ``name.key``."""
    yield from _names(_parse(formula))


def compute(formula: str, value_of: Callable[[str], Decimal]) -> Decimal:
    """The value of a formula; ``value_of`` gives the value of each named parameter."""
    return _compute(_parse(formula), value_of)


def _parse(formula: str) -> ast.expr:
    try:
        return ast.parse(formula, mode="eval").body
    except SyntaxError:
        raise FormulaError(f"cannot read the formula '{formula}'") from None


def _names(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.BinOp):
        yield from _names(node.left)
        yield from _names(node.right)
    elif isinstance(node, ast.Name | ast.Attribute):
        yield _dotted(node)
    elif not isinstance(node, ast.Constant):
        raise FormulaError(f"'{ast.unparse(node)}': a formula may only add, subtract, multiply and divide")


def _dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    raise FormulaError("a formula names parameters as name or name.key")


def _compute(node: ast.expr, value_of: Callable[[str], Decimal]) -> Decimal:
    match node:
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
            return Decimal(str(number))
        case ast.Name() | ast.Attribute():
            return value_of(_dotted(node))
        case ast.BinOp(left=left, op=op, right=right):
            one, two = _compute(left, value_of), _compute(right, value_of)
            match op:
                case ast.Add():
                    return one + two
                case ast.Sub():
                    return one - two
                case ast.Mult():
                    return one * two
                case ast.Div():
                    return one / two
    raise FormulaError(f"'{ast.unparse(node)}': a formula may only add, subtract, multiply and divide")
