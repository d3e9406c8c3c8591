"""What the documents say can be done as they say it."""

import importlib
import re
from pathlib import Path

import pytest
import re2
import typer

import graphtool
from graphtool.cli.app import app
from graphtool.coding import check, load_codebook
from graphtool.coding.normal import normal
from graphtool.coding.phrases import options

ROOT = Path(graphtool.__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted(path for path in (ROOT / "docs").glob("*.md") if path.name != "commands.md")]
CODEBOOKS = (ROOT / "docs" / "codebooks.md").read_text(encoding="utf-8")
# a command begins a line of code or a span of it; a comment ends it
COMMAND = re.compile(r"(?:^ {4}|^|`)(?:[A-Z_]+=\S+ )?(?:\.venv/bin/)?graphtool ([a-z][^`\n]*)", re.MULTILINE)
NAME = re.compile(r"`(graphtool(?:\.\w+)+)`")
SCRIPT = re.compile(r"\bpython ((?:benchmarks|training|docs)/\w+\.py)")


def example() -> str:
    return re.findall(r"^```toml\n(.*?)^```$", CODEBOOKS, re.MULTILINE | re.DOTALL)[0]


@pytest.fixture
def gout(tmp_path: Path):
    path = tmp_path / "gout.toml"
    path.write_text(example(), encoding="utf-8")
    return load_codebook(path)


def test_the_codebook_of_the_example_does_what_its_examples_say(gout):
    assert check(gout) == []
    assert gout.title == "Gout"
    assert "food" in gout.topics


def notation() -> list[tuple[str, str, str]]:
    table = CODEBOOKS[CODEBOOKS.index("## The notation") : CODEBOOKS.index("## Rules")]
    rows = [re.split(r"(?<!\\)\|", line)[1:-1] for line in table.splitlines() if line.startswith("|")]
    cells = [[cell.strip().replace("\\|", "|") for cell in row[2:]] for row in rows[2:]]
    return [(phrase.strip("`"), yes, no) for phrase, yes, no in cells]


@pytest.mark.parametrize(("phrase", "yes", "no"), notation())
def test_the_notation_is_as_its_table_says(phrase, yes, no):
    pattern = re2.compile(load_codebook("general").phrases.compiled(phrase).pattern, options())
    assert pattern.search(normal(yes))
    assert not pattern.search(normal(no))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_and_their_options_exist(page):
    group = typer.main.get_command(app)
    for line in COMMAND.findall(page.read_text(encoding="utf-8")):
        words = line.partition(" #")[0].split()
        command = group
        while hasattr(command, "commands"):
            name = words.pop(0) if words else None
            assert name in command.commands, f"graphtool {line}"
            command = command.commands[name]
        known = {option for parameter in command.params for option in parameter.opts + parameter.secondary_opts}
        for word in words:
            assert not word.startswith("-") or word.partition("=")[0] in {*known, "--help"}, f"graphtool {line}: {word}"


def test_commands_are_found_on_the_pages():
    assert len(COMMAND.findall(PAGES[0].read_text(encoding="utf-8"))) > 8


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_names_and_scripts_exist(page):
    text = page.read_text(encoding="utf-8")
    for name in NAME.findall(text):
        module, _, last = name.rpartition(".")
        found = importlib.import_module(module)
        assert hasattr(found, last) or importlib.import_module(name), name
    for script in SCRIPT.findall(text):
        assert (ROOT / script).is_file(), script
    for link in re.findall(r"\]\((?!https?:)([^)#]+)\)", text):
        assert (page.parent / link).exists(), link


def test_all_rule_keys_and_topics_are_explained():
    from graphtool.coding.codebook import _BOOK_KEYS, _RULE_KEYS

    rules = CODEBOOKS[CODEBOOKS.index("## Rules") : CODEBOOKS.index("## How a text is read")]
    assert not {key for key in _RULE_KEYS if f"`{key}`" not in rules}
    assert not {key for key in _BOOK_KEYS - {"languages"} if not re.search(rf"`{key}\b|\[{key}\b", CODEBOOKS)}
    assert not [topic for topic in load_codebook("general").topics if f"`{topic}`" not in CODEBOOKS]
