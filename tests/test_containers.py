"""Dockerfile and compose.yaml, checked by reading them, and by running here what can run without an engine."""

from __future__ import annotations

import ast
import fnmatch
import json
import os
import shlex
import shutil
import subprocess
import sys
import threading
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.settings import Settings
from bot.storage.database import LOCK, open_store
from knowledge.loading import CONTENT
from nlu import local
from tests.test_docs import problem_of_quyen

ROOT = Path(__file__).parents[1]
ON_A_MACHINE_ONLY = {"PYTHONPATH"}  # settings of nlu/local.py whose value is another one in an image


@dataclass
class Stage:
    """One ``FROM … AS name`` with what follows it."""

    name: str
    base: str
    steps: list[tuple[str, str]] = field(default_factory=list)

    def all(self, instruction: str) -> list[str]:
        return [text for name, text in self.steps if name == instruction]

    def last(self, instruction: str) -> str | None:
        return next(iter(reversed(self.all(instruction))), None)


def read_stages() -> dict[str, Stage]:
    stages: dict[str, Stage] = {}
    text = "\n".join(line for line in (ROOT / "Dockerfile").read_text("utf-8").splitlines() if not line.startswith("#"))
    for line in text.replace("\\\n", " ").splitlines():
        if not line.strip():
            continue
        instruction, _, rest = line.strip().partition(" ")
        if instruction == "FROM":
            base, _, name = rest.partition(" AS ")
            stages[name] = Stage(name, base)
        else:
            stages[name].steps.append((instruction, " ".join(rest.split())))
    return stages


STAGES = read_stages()
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))


def lineage(name: str) -> list[Stage]:
    """A stage with those it is built on, the first one first."""
    stage = STAGES[name]
    return [*(lineage(stage.base) if stage.base in STAGES else []), stage]


def inherited(name: str, instruction: str) -> str | None:
    return next((found for stage in reversed(lineage(name)) if (found := stage.last(instruction))), None)


def environment(name: str) -> dict[str, str]:
    pairs = [pair for stage in lineage(name) for line in stage.all("ENV") for pair in shlex.split(line)]
    return dict(pair.split("=", 1) for pair in pairs)


def health_check(name: str) -> list[str]:
    check = inherited(name, "HEALTHCHECK")
    assert check is not None
    command: list[str] = json.loads(check.partition(" CMD ")[2])
    assert command[:2] == ["python", "-c"]
    return [sys.executable, *command[1:]]


def copied(name: str) -> list[tuple[list[str], str]]:
    """What a stage and those below it take from the repository: sources and target."""
    lines = [line for stage in lineage(name) for line in stage.all("COPY") if not line.startswith("--from=")]
    return [(words[:-1], words[-1]) for words in map(shlex.split, lines)]


def is_sent(path: str) -> bool:
    """Whether .dockerignore lets a path of the repository into a build; the last rule that fits decides."""
    sent = True
    for rule in (ROOT / ".dockerignore").read_text("utf-8").splitlines():
        if not rule.strip() or rule.startswith("#"):
            continue
        pattern = rule.removeprefix("!").removeprefix("**/")
        parents = [path, *(str(parent) for parent in Path(path).parents)]
        names = [Path(parent).name for parent in parents] if "**/" in rule else parents
        if any(fnmatch.fnmatchcase(name, pattern) and name != "." for name in names):
            sent = rule.startswith("!")
    return sent


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with exactly what the bot's image holds under /app."""
    app = tmp_path_factory.mktemp("app")
    for sources, target in copied("bot"):
        for source in sources:
            for file in files_of(source):
                goal = app / target / file.relative_to(ROOT / source) if (ROOT / source).is_dir() else app / target
                goal.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, goal)
    return app


def files_of(source: str) -> list[Path]:
    """The files behind one source of a COPY, as far as they are sent."""
    path = ROOT / source
    if path.is_file():
        return [path] if is_sent(source) else []
    found = []
    for folder, folders, names in os.walk(path):
        here = Path(folder).relative_to(ROOT)
        folders[:] = [name for name in folders if is_sent(str(here / name))]
        found += [ROOT / here / name for name in names if is_sent(str(here / name))]
    return found


# --- both images


@pytest.mark.parametrize("target", ["bot", "nlu"])
def test_an_image_runs_without_root_and_says_whether_it_is_well(target: str) -> None:
    user = inherited(target, "USER")
    assert user is not None and user.split(":")[0] not in ("root", "0")
    made = [line for stage in lineage(target) for line in stage.all("RUN") if "useradd" in line]
    assert made and made[-1].split(" quyen")[0].find("--uid 10001") > 0
    assert inherited(target, "HEALTHCHECK")
    compile(health_check(target)[2], "HEALTHCHECK", "exec")
    assert COMPOSE["services"][target]["build"] == {"context": ".", "target": target}


def test_python_versions_are_those_the_packages_are_locked_for() -> None:
    assert lineage("bot")[0].base.startswith("python:3.13-")
    assert lineage("nlu")[0].base.startswith("python:3.10-")


def test_packages_come_from_the_hashed_locks_only() -> None:
    installs = [line for stage in STAGES.values() for line in stage.all("RUN") if "pip install" in line]
    assert len(installs) == 2
    for line in installs:
        words = shlex.split(line)
        assert {"--require-hashes", "--no-deps", "-r"} <= set(words)
        lock = ROOT / words[words.index("-r") + 1]
        assert "--hash=sha256:" in lock.read_text("utf-8")


def test_everything_copied_is_there_and_is_sent_to_the_build() -> None:
    for name in STAGES:
        for sources, _ in copied(name):
            for source in sources:
                assert (ROOT / source).exists(), source
                assert files_of(source), f"{source} is kept out by .dockerignore"


def test_copies_between_stages_name_what_was_made_there() -> None:
    for stage in STAGES.values():
        for line in stage.all("COPY"):
            if line.startswith("--from="):
                origin, source, _ = line.removeprefix("--from=").split()
                assert any(source in text or source.rpartition("/")[0] in text for text in STAGES[origin].all("RUN"))


def test_no_secret_and_no_data_gets_into_a_build() -> None:
    for path in (".env", "data/quyen.db", ".git/config", ".venv/bin/python", "nlu/rasa/.venv/bin/python", "tests/x.py",
                 "nlu/rasa/models/x.tar.gz", "nlu/dev/questions.jsonl", "bot/__pycache__/cli.cpython-313.pyc"):  # fmt: skip
        assert not is_sent(path), path
    for path in ("bot/cli.py", "knowledge/content/law/instruments.yaml", "locales/vi/LC_MESSAGES/quyen.po",
                 "nlu/data/smalltalk.yaml", "nlu/thresholds.yaml", "nlu/rasa/config.yml", "requirements/bot.txt"):  # fmt: skip
        assert is_sent(path), path


def test_the_file_with_the_token_is_not_committed() -> None:
    ignored = (ROOT / ".gitignore").read_text("utf-8").split()
    assert COMPOSE["services"]["bot"]["env_file"] == ".env"
    assert ".env" in ignored, "add .env to .gitignore"


# --- the bot's image


def test_every_quyen_command_of_the_build_exists() -> None:
    found = 0
    for stage in STAGES.values():
        for line in [*stage.all("RUN"), *stage.all("ENTRYPOINT")]:
            words = json.loads(line) if line.startswith("[") else shlex.split(line)
            for index, word in enumerate(words):
                if word == "bot.cli" and words[index - 1] == "-m":
                    rest = words[index + 1 :]
                    end = rest.index("&&") if "&&" in rest else len(rest)
                    assert problem_of_quyen(rest[:end]) is None, line
                    found += 1
    assert found == 4
    command = STAGES["bot"].last("CMD")
    assert command is not None and problem_of_quyen(json.loads(command)) is None


ALL_THAT_IS_NEEDED = """
import pathlib, sys
import bot.cli, bot.conversation.assembly, bot.telegram.service
from bot.i18n import gettext_for
from knowledge.loading import CONTENT
from nlu.decision import load_thresholds
from nlu.training import other_examples
for module in (bot, bot.cli, sys.modules["knowledge.loading"], sys.modules["nlu.training"]):
    assert pathlib.Path(module.__file__).is_relative_to(pathlib.Path.cwd()), module
assert gettext_for("vi")("Pension") == "Lương hưu"
assert load_thresholds() and other_examples()
print(len(list(CONTENT.rglob("*.yaml"))))
"""


VERSION_OF_A_COPY = """
import importlib.metadata

version = importlib.metadata.version

def of_others(name):
    if name == "quyen":
        raise importlib.metadata.PackageNotFoundError(name)
    return version(name)

importlib.metadata.version = of_others
from bot.cli import main
main(prog_name="quyen")
"""


def test_the_image_holds_all_that_the_commands_need(image: Path) -> None:
    """Code, content, words and training data, with nothing but the files of the image."""
    done = subprocess.run(
        [sys.executable, "-P", "-c", ALL_THAT_IS_NEEDED],
        cwd=image,
        env=os.environ | {"PYTHONPATH": str(image), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) == len(list(CONTENT.rglob("*.yaml")))


def test_settings_of_the_images_exist() -> None:
    known = {f"QUYEN_{name.upper()}" for name in Settings.model_fields}
    given = set(environment("bot")) | set(COMPOSE["services"]["bot"]["environment"])
    assert {name for name in given if name.startswith("QUYEN_")} <= known


def test_the_image_knows_its_version(image: Path) -> None:
    """Run from the folder alone, without the package that pip would have installed."""
    done = subprocess.run(
        [sys.executable, "-P", "-c", VERSION_OF_A_COPY, "--version"],
        cwd=image,
        env=os.environ | {"PYTHONPATH": str(image), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert (done.stdout, done.stderr) == (f"quyen, version {project['version']}\n", "")


def test_pictures_can_be_drawn_without_a_home() -> None:
    """matplotlib keeps its list of fonts where the bot may write."""
    folder = environment("bot")["MPLCONFIGDIR"]
    assert any(folder.startswith(f"{place}/") for place in COMPOSE["services"]["bot"]["tmpfs"])


async def test_the_bot_is_healthy_while_it_holds_its_data_folder(tmp_path: Path) -> None:
    def check() -> int:
        env = os.environ | {"QUYEN_DATA_DIR": str(tmp_path)}
        return subprocess.run(health_check("bot"), env=env, capture_output=True, check=False).returncode

    assert check() != 0, "no bot has ever run here"
    assert LOCK in health_check("bot")[2]
    async with open_store(tmp_path):
        assert check() == 0
    assert check() != 0, "the bot has ended"
    async with open_store(tmp_path):  # the check left nothing behind that keeps a bot out
        pass


# --- the image of the understanding server


def test_the_server_is_as_quiet_as_the_local_one() -> None:
    given = environment("nlu")
    assert {k: v for k, v in local._QUIET.items() if k not in ON_A_MACHINE_ONLY} == {
        k: v for k, v in given.items() if k not in {*ON_A_MACHINE_ONLY, "HOME"}
    }


def test_training_and_serving_are_as_the_local_one_does_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "_python", lambda: Path("python"))
    command = STAGES["nlu"].last("CMD")
    assert command is not None
    served = local.serve_command(Path("/model/quyen.tar.gz"), 5005, "0.0.0.0")
    assert json.loads(command) == [word.removeprefix(f"{ROOT}/") for word in served]
    [train] = STAGES["model"].all("RUN")
    source = " ".join(
        node.value for node in ast.walk(ast.parse(Path(local.__file__).read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )  # fmt: skip
    for word in ("-m", "rasa", "train", "nlu", "--nlu", "--config", "--out", "--fixed-model-name"):
        assert word in shlex.split(train) and word in source
    assert train.endswith("&& test -s /model/quyen.tar.gz"), "Rasa ends with 0 even where it made no model"


def test_the_server_s_files_need_no_others() -> None:
    """What is copied into the image imports nothing of the project that is not."""
    there = {str(file.relative_to(ROOT)) for sources, _ in copied("nlu") for s in sources for file in files_of(s)}
    for name in sorted(file for file in there if file.endswith(".py")):
        for node in ast.walk(ast.parse((ROOT / name).read_text("utf-8"))):
            modules = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            modules += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            for module in modules:
                if module.split(".")[0] in ("bot", "knowledge", "nlu"):
                    path = module.replace(".", "/")
                    assert f"{path}.py" in there or f"{path}/__init__.py" in there, f"{name} imports {module}"
    components = [
        step["name"] for step in yaml.safe_load((ROOT / "nlu/rasa/config.yml").read_text("utf-8"))["pipeline"]
    ]
    assert all(f"{name.rpartition('.')[0].replace('.', '/')}.py" in there for name in components if "." in name)


class _Status(BaseHTTPRequestHandler):
    answer = 200

    def do_GET(self) -> None:
        self.send_response(self.answer if self.path == "/status" else 404)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def port() -> Iterator[int]:
    server = HTTPServer(("127.0.0.1", 0), _Status)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


def test_the_server_is_healthy_once_a_model_is_loaded(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    *command, program = health_check("nlu")
    assert program.count("5005") == 1

    def check(at: int) -> int:
        return subprocess.run([*command, program.replace("5005", str(at))], capture_output=True, check=False).returncode

    assert check(port) == 0
    monkeypatch.setattr(_Status, "answer", 409)  # what Rasa says without a model
    assert check(port) != 0
    assert check(1) != 0


# --- compose.yaml


def test_the_understanding_server_is_reached_by_the_bot_alone() -> None:
    nlu, bot = COMPOSE["services"]["nlu"], COMPOSE["services"]["bot"]
    assert set(COMPOSE["services"]) == {"bot", "nlu"}
    assert "ports" not in nlu and "network_mode" not in nlu
    assert nlu["networks"] == ["inner"] and COMPOSE["networks"]["inner"] == {"internal": True}
    assert set(bot["networks"]) == {"inner", "outer"} and not (COMPOSE["networks"]["outer"] or {}).get("internal")
    assert bot["environment"]["QUYEN_NLU_URL"] == "http://nlu:5005"
    assert nlu["logging"] == {"driver": "none"}, "its output could repeat what people wrote"


@pytest.mark.parametrize("service", ["bot", "nlu"])
def test_a_service_may_do_little(service: str) -> None:
    settings = COMPOSE["services"][service]
    assert settings["read_only"] is True and settings["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in settings["security_opt"]
    assert "privileged" not in settings and settings["restart"] == "unless-stopped"
    assert "/tmp" in settings["tmpfs"]


def test_the_bot_keeps_its_data_in_a_volume_and_publishes_nothing() -> None:
    bot = COMPOSE["services"]["bot"]
    [volume] = bot["volumes"]
    name, _, folder = volume.partition(":")
    assert name in COMPOSE["volumes"] and folder == environment("bot")["QUYEN_DATA_DIR"] == STAGES["bot"].last("VOLUME")
    assert "ports" not in bot
