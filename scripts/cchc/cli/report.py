"""Printing problems the way editors read them: one line each, then a count."""

from collections import Counter
from collections.abc import Sequence

import click

from cchc.model.problem import MucDo, Problem
from cchc.text.money import format_number

FEW = 40
"""Warnings up to this number are told one by one even by commands that only sum them up."""


def print_problems(problems: Sequence[Problem], *, everything: bool = True) -> None:
    """Print problems to standard error; with ``everything`` off, many warnings of one kind become one line."""
    errors = [problem for problem in problems if problem.is_error]
    warnings = [problem for problem in problems if not problem.is_error]
    for problem in errors:
        click.echo(f"{problem}", err=True)
    if everything or len(warnings) <= FEW:
        for problem in warnings:
            click.echo(f"{problem} (cảnh báo)", err=True)
    else:
        _print_summary(warnings)
    if problems:
        click.echo(_count(problems), err=True)


def _print_summary(warnings: Sequence[Problem]) -> None:
    kinds = Counter(message for message, _ in {(problem.message, problem.path) for problem in warnings})
    for message, count in sorted(kinds.items(), key=lambda kind: (-kind[1], kind[0])):
        click.echo(f"cảnh báo: {format_number(count)} tệp: {message}", err=True)
    click.echo("Chạy “cchc check” để xem từng tệp, từng dòng.", err=True)


def _count(problems: Sequence[Problem]) -> str:
    counts = Counter(problem.muc_do for problem in problems)
    parts = [f"{format_number(counts[muc_do])} {muc_do.value}" for muc_do in MucDo if counts[muc_do]]
    return ", ".join(parts) + "."
