"""``quyen nlu …``: train, test and serve the understanding."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click

from knowledge.clock import today
from knowledge.loading import load_content
from nlu.child import ending_with_this
from nlu.decision import load_thresholds
from nlu.evaluation import Evaluation, evaluate
from nlu.evaluation_report import report
from nlu.history import comparison, last, line_of, save
from nlu.local import ROOT, NluFailed, NluNotInstalled, environment, serve_command, training_data
from nlu.local import train as train_model
from nlu.threshold_choice import choose_thresholds, trade_offs, write_thresholds
from nlu.training import fingerprint
from nlu.urgent_evaluation import judge, urgent_report


@click.group()
def nlu() -> None:
    """The understanding: which article, small talk or command a message means."""


def _model() -> Path:
    try:
        return train_model(None, lambda message: click.echo(message, err=True))
    except (NluNotInstalled, NluFailed) as error:
        click.echo(str(error), err=True)
        sys.exit(2)


@nlu.command()
def train() -> None:
    """Train on the present articles; does nothing where that was done before."""
    click.echo(str(_model().relative_to(ROOT)))


@nlu.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def data(file: Path) -> None:
    """Write what train would train on to FILE, for a training elsewhere (the container image)."""
    file.write_text(training_data(load_content()), "utf-8")


@nlu.command()
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="address to listen on; loopback unless inside a container"
)
@click.option("--port", default=5005, show_default=True)
def serve(host: str, port: int) -> None:
    """Run the understanding server in the foreground (for QUYEN_NLU_URL=http://127.0.0.1:5005)."""
    command = ending_with_this(serve_command(_model(), port, host))
    sys.exit(subprocess.run(command, cwd=ROOT, env=environment(), check=False).returncode)  # noqa: S603


@nlu.command()
@click.option(
    "--folds",
    type=click.IntRange(2, 20),
    default=3,
    show_default=True,
    help="parts the ways of asking are cut into for cross-validation",
)
@click.option("--choose", is_flag=True, help="choose the thresholds anew and write nlu/thresholds.yaml")
@click.option(
    "--report", "whole", is_flag=True, help="also by topic, by style, confusions, reliability, other thresholds"
)
@click.option("--without-sentence-features", is_flag=True, help="measure the lexical half alone")
@click.option("--urgent", is_flag=True, help="measure instead how well messages that need help at once are found")
@click.option("--save", "keep", is_flag=True, help="append the figures to nlu/dev/history.jsonl")
def test(folds: int, choose: bool, whole: bool, without_sentence_features: bool, urgent: bool, keep: bool) -> None:
    """Measure the understanding on questions it was not trained on, and compare with the last saved test."""
    content = load_content()
    try:
        if urgent:
            click.echo(urgent_report(judge(content), load_thresholds()))
            return
        result = evaluate(content, folds, not without_sentence_features, lambda m: click.echo(m, err=True))
    except (NluNotInstalled, NluFailed) as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    if choose:
        write_thresholds(chosen := choose_thresholds(result.seen))
        result = Evaluation(result.seen, chosen)
    click.echo(report(result, whole))
    if whole:
        click.echo("\n".join(trade_offs(result)))
    model = fingerprint(training_data(content))
    line = line_of(result, model, today().isoformat(), not without_sentence_features)
    click.echo(comparison(last(line.sentence_features), line))
    if keep:
        save(line)
