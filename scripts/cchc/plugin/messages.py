"""Every message that an editor can be given, found in the source of the program itself."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType

_TELLING = frozenset({"Problem", "ValueError", "YamlMistake", "problem", "_problem", "TieuChi"})
"""Calls whose text goes to an editor."""

_WORDING = frozenset({"_message", "_explain", "_suggestion"})
"""Functions that return such a text."""

_ADVICE = 3
"""Place of the advice among the arguments of a criterion of completeness."""

_LEFT_OUT = "…"


def find_messages(package: ModuleType) -> Iterator[str]:
    """Yield the messages of all modules of a package, each varying part as "…"; English ones are not for editors."""
    folder = Path(package.__file__ or "").parent
    for file in sorted(folder.rglob("*.py")):
        yield from _in_module(ast.parse(file.read_text(encoding="utf-8")))


def _in_module(tree: ast.Module) -> Iterator[str]:
    known = _constants(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) in _TELLING:
            texts = [text for argument in _arguments(node) for text in _texts(argument, known)]
            yield from (text for text in texts if _is_message(text))
        elif isinstance(node, ast.FunctionDef) and node.name in _WORDING:
            returned = (inner.value for inner in ast.walk(node) if isinstance(inner, ast.Return) and inner.value)
            yield from (text for value in returned for text in _texts(value, known) if _is_message(text))
        elif isinstance(node, ast.Dict):
            values = (text for value in node.values for text in _texts(value, known))
            yield from (text for text in values if _is_message(text) and _tells_what_to_write(node))


def _constants(tree: ast.Module) -> Mapping[str, list[ast.expr]]:
    """Return what is assigned to each name, anywhere in the module."""
    found: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    found.setdefault(target.id, []).append(node.value)
    return found


def _arguments(call: ast.Call) -> list[ast.expr]:
    if _name(call.func) == "TieuChi":
        return call.args[_ADVICE : _ADVICE + 1]
    return [*call.args, *(keyword.value for keyword in call.keywords)]


def _texts(node: ast.expr, known: Mapping[str, list[ast.expr]]) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(str(part.value) if isinstance(part, ast.Constant) else _LEFT_OUT for part in node.values)
    elif isinstance(node, ast.IfExp):
        yield from _texts(node.body, known)
        yield from _texts(node.orelse, known)
    elif isinstance(node, ast.BinOp):
        left, right = list(_texts(node.left, known)) or [_LEFT_OUT], list(_texts(node.right, known)) or [_LEFT_OUT]
        yield from (one + other for one in left for other in right)
    elif isinstance(node, ast.Name):
        for value in known.get(node.id, ()):
            if not isinstance(value, ast.Name):
                yield from _texts(value, known)


def _is_message(text: str) -> bool:
    return " " in text and any(ord(letter) > 0xBF and letter.isalpha() for letter in text)


def _tells_what_to_write(node: ast.Dict) -> bool:
    """Tell a table of messages, whose keys are the kinds of mistakes of pydantic, from other tables of texts."""
    keys = {key.value for key in node.keys if isinstance(key, ast.Constant)}
    return "missing" in keys


def _name(function: ast.expr) -> str:
    return (
        function.id if isinstance(function, ast.Name) else function.attr if isinstance(function, ast.Attribute) else ""
    )
