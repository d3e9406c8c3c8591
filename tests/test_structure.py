"""What holds the project together: who imports whom, what is documented, how quick the program is to answer."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer

import graphtool
from graphtool.cli.app import app

PACKAGE = Path(graphtool.__file__).parent
ROOT = PACKAGE.parent
# a part may import anything further down; those on one line do not import each other
LAYERS = [
    {"cli"},
    {"runs"},
    {"pipeline"},
    {"exports", "views", "graphdb", "simulate"},
    {"sentences"},
    {"findings"},
    {"measures"},
    {"engines"},
    {"network"},
    {"behaviour"},
    {"corpus"},
    {"coding"},
    {"sources"},
    {"sql", "progress"},
    {"schema", "errors"},
]
RANK = {part: rank for rank, parts in enumerate(LAYERS) for part in parts}
ONLY_IN = {
    "neo4j": {"graphdb"},
    "pyvis": {"views"},
    "graspologic_native": {"engines"},
    "numba": {"engines"},
    "igraph": {"engines"},
    "networkx": {"engines", "network"},
    "scipy": {"engines"},
    "scipy.stats": {"engines", "findings"},  # tests against chance are no algorithm on graphs
    "python_calamine": {"sources"},
    "xlsxwriter": {"exports"},
    "typer": {"cli"},
    "rich": {"cli"},
}
MODULES = sorted(PACKAGE.rglob("*.py"))


def imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def part_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_one_way(path: Path) -> None:
    part = part_of(path)
    for name in imported(path):
        owners = ONLY_IN.get(".".join(name.split(".")[:2])) or ONLY_IN.get(name.partition(".")[0])
        assert owners is None or part in owners, f"{name} belongs to {owners}"
        pieces = name.split(".")
        if pieces[0] == "graphtool" and len(pieces) > 1 and pieces[1] in RANK and pieces[1] != part and part in RANK:
            assert RANK[pieces[1]] > RANK[part], f"{part} must not import {pieces[1]}"


def test_help_is_quick_and_loads_little() -> None:
    code = (
        "import sys; sys.argv=['graphtool','--help']\n"
        "import graphtool.cli\n"
        "heavy = {'networkx','scipy','numba','graspologic_native','pyvis','neo4j','pandas','duckdb'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=30)


def commands() -> list[tuple[str, ...]]:
    group = typer.main.get_command(app)
    found: list[tuple[str, ...]] = []
    for name, command in group.commands.items():  # type: ignore[attr-defined]
        inner = getattr(command, "commands", None)
        found += [(name, each) for each in inner] if inner else [(name,)]
    return found


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_every_command_is_documented_with_an_example(words: tuple[str, ...]) -> None:
    documented = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert f"## graphtool {' '.join(words)}\n" in documented
    shown = subprocess.run([sys.executable, "-m", "graphtool", *words, "--help"], capture_output=True, text=True, check=True)
    assert "Example: " in shown.stdout


@pytest.mark.parametrize("path", sorted((PACKAGE / "sql").glob("*.sql")), ids=lambda path: path.name)
def test_sql_is_what_two_engines_read_alike(path: Path) -> None:
    text = re.sub(r"--.*", "", path.read_text(encoding="utf-8"))
    banned = {
        r"\bQUALIFY\b|\bEXCLUDE\b|\bPIVOT\b|\bIGNORE NULLS\b|\bunnest\b|\blist\(|\barray_agg\b|\bstring_agg\b": "only one engine has it",
        r"->|\[": "lambdas and lists",
        r"//|\bdiv\b": "write CAST(floor(a / b) AS BIGINT)",
        r"count\(DISTINCT [^()]*,": "count a subquery of distinct pairs",
        r"\bpercentile_cont\b|\bmedian\(|\bany_value\b|\bhash\(|\bround\(|\blog\(|\bconcat\(": "differs or is not deterministic",
        r"\bTEMP\b": "use Tables.materialise",
        r"\bVARCHAR\b": "write STRING",
        r"\b(?:date_trunc|epoch|to_timestamp|strftime|extract)\b": "times are BIGINT microseconds",
        r"\b\d+\.\d+\b(?!e)": "1.0 is a decimal in Spark: write 1e0",
        r'"|\\': "quoted names and backslashes",
        r"[$:]\w+": "parameters stand in the table settings",
    }
    for pattern, why in banned.items():
        found = re.search(pattern, text, re.IGNORECASE)
        assert not found, f"{found[0]!r}: {why}"
    assert path.read_text(encoding="utf-8").startswith("-- ")


def test_every_sql_file_is_used() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in MODULES)
    unused = [path.stem for path in (PACKAGE / "sql").glob("*.sql") if f'"{path.stem}"' not in code]
    assert not unused


def test_public_functions_take_few_positional_arguments() -> None:
    for path in MODULES:
        if part_of(path) == "cli":
            continue
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                assert len(node.args.args) <= 3, f"{path.name}: {node.name}"
