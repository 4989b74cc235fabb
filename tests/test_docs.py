"""The documents tell the truth: their commands, settings, links and examples are compared with the program."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import click
import pytest
import yaml
from pydantic import SecretStr

from bot.cli import main
from bot.conversation.topics import NAMES
from bot.i18n import gettext_for
from bot.settings import Settings
from knowledge.law import Law
from knowledge.loading import CONTENT, Instruments, validated
from knowledge.rendering import Renderer
from knowledge.schema import Article, Parameter, Unit
from knowledge.yaml_source import read_yaml
from nlu.text import fold

ROOT = Path(__file__).parents[1]
OPERATIONS = ROOT / "docs" / "operations.md"
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
PAIRS = [("README.md", "README.vi.md"), ("docs/maintaining.md", "docs/maintaining.vi.md")]
COMMAND = re.compile(r"^(?:\S*/)?(quyen|make)\s(.*)$")
QUYEN_IN_CODE = re.compile(r"^(?:\.venv/bin/)?quyen [a-z]")
CHECKED_ON = date(2026, 11, 21)


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


each_document = pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)


def code_lines(text: str) -> list[str]:
    """Lines of fenced and of indented code blocks, without their indentation."""
    lines: list[str] = []
    fenced, before = False, ""
    for line in text.splitlines():
        if line.strip().startswith("```"):
            fenced = not fenced
        elif fenced or (line.startswith("    ") and not before.strip()) or (lines and before.startswith("    ")):
            lines.append(line.strip())
        before = "" if line.startswith("    ") and not fenced else line
    return lines


def code_spans(text: str) -> list[str]:
    return re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))


def commands(path: Path) -> Iterator[str]:
    """Every ``quyen …`` and ``make …`` that a document tells people to type."""
    text = path.read_text("utf-8")
    for line in code_lines(text):
        for part in (line, line.partition("ExecStart=")[2]):
            if match := COMMAND.match(part):
                yield f"{match[1]} {re.split(r' {2,}', match[2])[0]}"
    for span in code_spans(text):
        if QUYEN_IN_CODE.match(span) or re.fullmatch(r"make [a-z]+", span):
            yield span.removeprefix(".venv/bin/")


def targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


def problem_of(command: str) -> str | None:
    """What is wrong with a command line of ``quyen`` or ``make``; None if it can be typed as it stands."""
    program, *words = shlex.split(command)
    if program == "make":
        unknown = [word for word in words if word not in targets()]
        return f"the Makefile has no target {unknown}" if unknown else None
    return problem_of_quyen(words)


def problem_of_quyen(words: list[str]) -> str | None:
    here: click.Command = main
    while isinstance(here, click.Group) and words and not words[0].startswith("-"):
        name = words.pop(0)
        if name not in here.commands:
            return f"there is no command '{name}'"
        here = here.commands[name]
    options = {flag: p for p in here.params if isinstance(p, click.Option) for flag in p.opts}
    arguments = [p for p in here.params if isinstance(p, click.Argument)]
    given = 0
    while words:
        word = words.pop(0)
        if not word.startswith("--"):
            given += 1
        elif word not in options and word != "--help":
            return f"'{here.name}' has no option {word}"
        elif word != "--help" and not options[word].is_flag:
            if not words:
                return f"{word} needs a value"
            value, kind = words.pop(0), options[word].type
            if isinstance(kind, click.Choice) and value not in kind.choices:
                return f"{word} may be {list(kind.choices)}, not '{value}'"
    most = None if any(argument.nargs < 0 for argument in arguments) else len(arguments)
    return f"'{here.name}' takes {most} argument(s), {given} given" if most is not None and given > most else None


@each_document
def test_every_command_can_be_typed(path: Path) -> None:
    problems = [f"{command}: {problem}" for command in commands(path) if (problem := problem_of(command))]
    assert not problems, "\n".join(problems)


def test_a_wrong_command_is_noticed() -> None:
    assert problem_of("make coffee")
    assert problem_of("quyen brew")
    assert problem_of("quyen kb check --loud")
    assert problem_of("quyen ask 'x' --lang fr")
    assert problem_of("quyen kb check now")
    assert problem_of("quyen kb check --strict --on 2026-11-21") is None
    lines = "Text:\n\n    make x\n\n- item\n    continued\n```\nmake y\n```\n"
    assert code_lines(lines) == ["make x", "make y"]


@each_document
def test_articles_and_values_named_in_commands_exist(path: Path) -> None:
    for command in commands(path):
        match = re.match(r"quyen kb show ([a-z_]+(?:/[a-z-]+)?)\b", command)
        if match:
            name = match[1]
            file = CONTENT / ("articles" if "/" in name else "law/parameters") / f"{name}.yaml"
            assert file.exists(), f"{command}: {file.name} is not there"


def anchors(path: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", path.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@each_document
def test_every_relative_link_leads_somewhere(path: Path) -> None:
    text = re.sub(r"```.*?```", "", path.read_text("utf-8"), flags=re.DOTALL)
    dead = []
    for link in re.findall(r"\]\(([^)\s]+)\)", text):
        file, _, anchor = link.partition("#")
        if re.match(r"[a-z]+:", file):
            continue
        target = (path.parent / file) if file else path
        if not target.exists() or (anchor and anchor not in anchors(target)):
            dead.append(link)
    assert not dead


@pytest.mark.parametrize("name", ["README.md", "README.vi.md"])
def test_the_readme_leads_with_the_three_commands(name: str) -> None:
    first = re.search(r"```\n(.*?)```", (ROOT / name).read_text("utf-8"), re.DOTALL)
    assert first is not None and first[1].splitlines() == ["make chat", "make test", "make bot"]


@pytest.mark.parametrize(("english", "vietnamese"), PAIRS)
def test_both_languages_say_the_same(english: str, vietnamese: str) -> None:
    """The same commands, as many headings, the same first column in the tables."""
    one, other = ROOT / english, ROOT / vietnamese
    assert list(commands(one)) == list(commands(other))
    texts = [path.read_text("utf-8") for path in (one, other)]
    levels = [re.findall(r"^(#+) ", text, re.MULTILINE) for text in texts]
    assert levels[0] == levels[1]
    rows = [re.findall(r"^\| (`[^|]+|[a-z_, ]+) \|", text, re.MULTILINE) for text in texts]
    keys = [[row for row in part if row not in ("what", "key", "folder", "it says")] for part in rows]
    assert [key for key in keys[0] if "`" in key or "_" in key] == [key for key in keys[1] if "`" in key or "_" in key]


# --- operations.md


def settings_table() -> dict[str, tuple[str, str]]:
    rows = re.findall(r"^\| `(QUYEN_\w+)` \| (.+?) \| (.+) \|$", OPERATIONS.read_text("utf-8"), re.MULTILINE)
    return {name: (default, what) for name, default, what in rows}


def test_every_setting_stands_in_the_table_with_its_default() -> None:
    expected = {}
    for name, field in Settings.model_fields.items():
        default = field.default
        shown = "none" if default is None else str(default).lower() if isinstance(default, bool) else str(default)
        shown = "[]" if default == () else shown  # as it is written in the environment
        assert not isinstance(default, SecretStr)
        expected[f"QUYEN_{name.upper()}"] = shown
    assert {name: default.strip("`") for name, (default, _) in settings_table().items()} == expected


def test_what_is_said_to_be_unused_is_unused() -> None:
    sources = "".join(path.read_text("utf-8") for path in (ROOT / "bot").rglob("*.py") if path.name != "settings.py")
    for name, (_, what) in settings_table().items():
        field = name.removeprefix("QUYEN_").lower()
        used = re.search(rf"\b{field}\b", sources) is not None
        assert used is ("Nothing uses it yet" not in what), f"{name}: docs/operations.md is out of date"


def test_no_setting_is_named_that_does_not_exist() -> None:
    known = {f"QUYEN_{name.upper()}" for name in Settings.model_fields}
    for path in [*DOCUMENTS, ROOT / "Dockerfile", ROOT / "compose.yaml"]:
        named = set(re.findall(r"\bQUYEN_[A-Z_]*[A-Z]\b", path.read_text("utf-8")))
        assert named <= known, f"{name_of(path)}: {sorted(named - known)}"


def test_messages_quoted_for_operators_are_the_program_s() -> None:
    sources = " ".join(
        re.sub(r"[\"']\s*\n?\s*f?[\"']", "", path.read_text("utf-8"))
        for folder in ("bot", "nlu", "knowledge")
        for path in (ROOT / folder).rglob("*.py")
        if ".venv" not in path.parts
    )
    quoted = re.findall(r"^\| (`[^|]+`) \|", OPERATIONS.read_text("utf-8").partition("## Logs")[2], re.MULTILINE)
    assert len(quoted) > 8
    for cell in quoted:
        for phrase in re.split(r"`|…", cell):
            assert phrase.strip() in sources, f"'{phrase}' is not what the program says"


# --- maintaining.md


def first_column(text: str, heading: str) -> list[str]:
    section = re.split(r"^#+ ", text.partition(heading)[2], maxsplit=1, flags=re.MULTILINE)[0]
    return [row.strip() for row in re.findall(r"^\| (.+?) \|", section, re.MULTILINE)][2:]


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("maintaining.md", "### The keys of an article"),
        ("maintaining.vi.md", "### Các mục của một câu trả lời"),
    ],
)
def test_every_key_of_an_article_is_explained(name: str, heading: str) -> None:
    text = (ROOT / "docs" / name).read_text("utf-8")
    keys = {key.strip() for row in first_column(text, heading) for key in row.split(",")} | {"title"}
    assert keys == set(Article.model_fields)


@pytest.mark.parametrize("name", ["maintaining.md", "maintaining.vi.md"])
def test_units_and_example_are_those_of_the_schema(name: str) -> None:
    text = (ROOT / "docs" / name).read_text("utf-8")
    listed = re.search(r"^- `unit`[^:]*: (.*?);", text, re.MULTILINE | re.DOTALL)
    assert listed is not None
    units = {re.sub(r"\(.*\)", "", unit, flags=re.DOTALL).strip() for unit in listed[1].split(",")}
    assert units == {unit.value for unit in Unit}
    example = re.search(r"```yaml\n(.*?)```", text, re.DOTALL)
    assert example is not None
    stored = {v.start: v.value for v in Parameter.model_validate(yaml.safe_load(base_salary())).values}
    for period in Parameter.model_validate(yaml.safe_load(example[1])).values:
        assert stored[period.start] == period.value


def base_salary() -> str:
    return (CONTENT / "law" / "parameters" / "base_salary.yaml").read_text("utf-8")


@cache
def law_and_words() -> tuple[Law, Renderer]:
    """The dated values and instruments alone: the articles would take ten times as long to read."""
    law = CONTENT / "law"
    parameters = {path.stem: validated(read_yaml(path), Parameter) for path in (law / "parameters").glob("*.yaml")}
    instruments = validated(read_yaml(law / "instruments.yaml"), Instruments).root
    return Law(parameters, CHECKED_ON), Renderer(instruments)


def rendered(template: str) -> str:
    law, renderer = law_and_words()
    return renderer.text(template, law, "vi")


def test_the_templates_shown_print_what_is_said() -> None:
    text = (ROOT / "docs" / "maintaining.md").read_text("utf-8")
    shown = re.findall(r"^    (\{\{.+?\}\}) +(\S.*)$", text, re.MULTILINE)
    assert len(shown) >= 5
    for template, result in shown:
        assert rendered(template).replace("\N{NO-BREAK SPACE}", " ") == result


def test_the_checker_s_sentences_are_quoted_rightly() -> None:
    names = ("checks.py", "schema.py", "law.py", "loading.py")
    sources = "".join((ROOT / "knowledge" / name).read_text("utf-8") for name in names)
    sources = re.sub(r"[\"']\s*\n\s*f?[\"']", "", sources)
    text = (ROOT / "docs" / "maintaining.md").read_text("utf-8")
    for cell in first_column(text, "## What the checker says"):
        for phrase in re.split(r"'?…'?", cell):
            for part in phrase.split(", which is "):
                assert part.strip(" '") in sources, f"the checker does not say '{part}'"


# --- sharing.md, decisions, languages


def test_every_topic_can_be_linked_to() -> None:
    text = (ROOT / "docs" / "sharing.md").read_text("utf-8")
    table = dict(re.findall(r"^\| `(\w+)` \| (.+) \|$", text, re.MULTILINE))
    vi, en = gettext_for("vi"), gettext_for("en")
    assert table == {"TOPIC": "tiếng Việt | English"} | {t.value: f"{vi(n)} | {en(n)}" for t, n in NAMES.items()}
    for payload in re.findall(r"\?start=([a-z_0-9-]+)", text):
        assert any(payload.startswith(f"{topic}_") for topic in NAMES)
        assert len(payload) <= 64


def test_decisions_are_numbered_and_whole() -> None:
    decisions = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [path.name[:4] for path in decisions] == [f"{n:04}" for n in range(1, len(decisions) + 1)]
    for path in decisions:
        headings = re.findall(r"^## (.+)$", path.read_text("utf-8"), re.MULTILINE)
        assert headings[:3] == ["Context", "Decision", "Consequences"], path.name


def test_the_vietnamese_documents_are_written_with_tone_marks() -> None:
    for _, name in PAIRS:
        words = re.findall(r"[^\W\d_]+", re.sub(r"`[^`]*`|```.*?```", "", (ROOT / name).read_text("utf-8")))
        assert sum(fold(word) != word.lower() for word in words) > len(words) / 3
