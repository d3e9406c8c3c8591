"""Commands on invented communities: simulate, demo."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from graphtool.cli import options
from graphtool.cli.output import say
from graphtool.cli.servers import Community, ToNeo4j
from graphtool.errors import InputError


class Form(StrEnum):
    """The export format of an invented community."""

    reddit = "reddit"
    table = "table"


class Language(StrEnum):
    """What an invented community writes in."""

    en = "en"
    de = "de"
    both = "both"


People = Annotated[int, typer.Option("--people", min=100, help="How many people.")]
Spoken = Annotated[Language, typer.Option("--language", help="What they write in: English, German, or each their own.")]
Noise = Annotated[
    float,
    typer.Option("--noise", min=0.0, max=1.0, help="From plain sentences (0) to posts as people type them (1)."),
]


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.command("simulate")(simulate)
    app.command("demo")(demo)


def simulate(
    out: Annotated[Path, typer.Option("-o", "--output", help="The folder to write.", metavar="DIR")],
    people: People = 600,
    seed: options.Seed = 0,
    language: Spoken = Language.en,
    noise: Noise = 0.0,
    form: Annotated[Form, typer.Option("--as", help="The export format.")] = Form.reddit,
    overwrite: options.Overwrite = False,
) -> None:
    """Write an invented community as an export, and the truth about it beside it.

    Example: graphtool simulate --people 2000 --seed 7 --language both --noise 0.5 -o invented
    """
    from graphtool.simulate import simulate as invent
    from graphtool.simulate import write

    if out.exists() and any(out.iterdir()) and not overwrite:
        raise InputError(f"{out} holds something already: name another -o, or add --overwrite.")
    community = invent(people, seed=seed, language=language.value, noise=noise)
    written = write(community, out, form=form.value)
    names = ", ".join(str(path) for path in written)
    say(f"{len(community.posts):,} posts by {people:,} invented people in {names}; the truth in {out / 'truth.csv'}.")


def demo(
    out: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="The folder to write.", metavar="DIR", show_default="output/demo"),
    ] = None,
    people: People = 600,
    seed: options.Seed = 0,
    language: Spoken = Language.en,
    noise: Noise = 0.0,
    overwrite: options.Overwrite = False,
    neo4j: ToNeo4j = False,
    community: Community = "demo",
) -> None:
    """Invent a multiple-sclerosis community and analyze it: see what you would get.

    Example: graphtool demo
    """
    import tempfile

    from graphtool.cli.analysis import analyze
    from graphtool.exports.run import free_folder
    from graphtool.simulate import simulate as invent
    from graphtool.simulate import write

    with tempfile.TemporaryDirectory(prefix="graphtool-") as folder:
        files = write(invent(people, seed=seed, language=language.value, noise=noise), Path(folder))
        run = out or free_folder(Path("output"), "demo")
        told_in = options.Tongue.de if language is Language.de else None
        analyze(files, out=run, overwrite=overwrite, top=10, seed=seed, language=told_in, neo4j=neo4j, community=community)
