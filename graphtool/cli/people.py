"""Commands on people: who is there, why one of them is what the tool says, and whom a mentor went along with."""

from typing import TYPE_CHECKING, Annotated

import typer

from graphtool.cli import options
from graphtool.cli.options import Format
from graphtool.cli.output import say, show, show_json, visible
from graphtool.cli.periods import choices, coded
from graphtool.schema import Behaviour, Role, Stage

if TYPE_CHECKING:
    from graphtool.findings import Explanation


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    for command in (people, explain, mentees):
        app.command()(command)


def people(
    files: options.Files = None,
    corpus: options.CorpusFile = None,
    behaviour: Annotated[
        Behaviour | None, typer.Option("--behaviour", help="Only those who take part in this way.", show_default=False)
    ] = None,
    role: Annotated[Role | None, typer.Option("--role", help="Only those in this role.", show_default=False)] = None,
    stage: Annotated[
        Stage | None, typer.Option("--stage", help="Only those who stood at this stage at their last post.", show_default=False)
    ] = None,
    codebook: options.Codebook = options.DEFAULT_CODEBOOK,
    known: options.Known = None,
    since: options.Since = None,
    until: options.Until = None,
    top: options.Top = None,
    output: options.OutputFormat = Format.table,
    source: options.Source = None,
    map_: options.Map = None,
    platform: options.Platform = None,
) -> None:
    """List everybody: role, stage, how they take part, and what they did.

    Example: graphtool people --corpus community.duckdb --behaviour sceptic --format csv
    """
    from graphtool.exports.tables import records
    from graphtool.findings import list_people
    from graphtool.findings.people import only

    chosen = choices(since, until)
    with coded(files, corpus, chosen, codebook=codebook, known=known, source=source, map_=map_, platform=platform) as period:
        found = list_people(period.tables)
    table = only(found, behaviour=behaviour, role=role, stage=stage)
    table = table.head(top) if top else table
    if output is Format.json:
        show_json({"parameters": found.parameters, "people": records(table)})
        return
    # what a screen has no room for stands in the other formats
    show(table.drop(columns=["role_by", "amplifies", "received"]) if output is Format.table else table, output)
    say("Thresholds of behaviour (parameters): " + ", ".join(f"{name} {value}" for name, value in found.parameters.items()))


def explain(
    person: Annotated[str, typer.Argument(help="An id (platform:id) or a handle.")],
    files: options.Files = None,
    corpus: options.CorpusFile = None,
    text: Annotated[bool, typer.Option("--text/--no-text", help="Whether their words are shown.")] = True,
    codebook: options.Codebook = options.DEFAULT_CODEBOOK,
    known: options.Known = None,
    since: options.Since = None,
    until: options.Until = None,
    output: options.OutputFormat = Format.table,
    source: options.Source = None,
    map_: options.Map = None,
    platform: options.Platform = None,
) -> None:
    """Say why a person is what the lists say: roles, timeline, acts, and the posts and rules behind them.

    Example: graphtool explain reddit:Hana --corpus community.duckdb --no-text
    """
    from graphtool.corpus import Directory
    from graphtool.findings import explain as find

    chosen = choices(since, until)
    with coded(files, corpus, chosen, codebook=codebook, known=known, source=source, map_=map_, platform=platform) as period:
        meant = Directory(period.corpus).one(person)
        found = find(period.corpus, period.tables, meant, codebook=period.codebook, text=text)
    if output is Format.json:
        show_json(_plain(found))
    elif output is Format.csv:
        show(found.evidence, output)
    else:
        _draw(found)


def mentees(
    mentor: Annotated[str, typer.Argument(help="The mentor: an id (platform:id) or a handle.")],
    files: options.Files = None,
    corpus: options.CorpusFile = None,
    pseudonyms: Annotated[
        bool, typer.Option("--pseudonyms/--names", help="Call mentees by numbers and cut times to the day, or name them.")
    ] = True,
    codebook: options.Codebook = options.DEFAULT_CODEBOOK,
    known: options.Known = None,
    since: options.Since = None,
    until: options.Until = None,
    top: options.Top = None,
    output: options.OutputFormat = Format.table,
    source: options.Source = None,
    map_: options.Map = None,
    platform: options.Platform = None,
) -> None:
    """List whom a mentor went back and forth with, what they talked about, and how these people went on.

    Example: graphtool mentees Hana --corpus community.duckdb
    """
    from graphtool.corpus import Directory
    from graphtool.findings import list_mentees

    chosen = choices(since, until)
    with coded(files, corpus, chosen, codebook=codebook, known=known, source=source, map_=map_, platform=platform) as period:
        meant = Directory(period.corpus).one(mentor)
        table = list_mentees(period.tables, mentor=meant, pseudonyms=pseudonyms)
    if table.empty:
        say(f"{visible(meant)} has no dialogue with anybody newly diagnosed: 'graphtool rank mentors' lists who has.")
    table = table.head(top) if top else table
    if output is Format.table:
        table = table.drop(columns=["mentor", "mentor_handle", "mentee", "last_seen_us"])
    show(table, output)


def _plain(found: "Explanation") -> dict[str, object]:
    import pandas as pd

    from graphtool.exports.tables import records

    tables = {name: records(getattr(found, name)) for name in ("roles", "timeline", "acts", "topics", "threads", "evidence")}
    return {**records(pd.DataFrame([found.facts]))[0], **tables}


def _draw(found: "Explanation") -> None:
    import pandas as pd

    facts = pd.DataFrame([found.facts])
    show(
        facts[
            [
                "person",
                "handle",
                "role",
                "role_by",
                "stage",
                "behaviour",
                "helper_rank",
                "posts",
                "replies",
                "first_us",
                "last_us",
            ]
        ]
    )
    for title, table, nothing in (
        ("Roles their posts show", found.roles, "No post shows a role."),
        ("Timeline", found.timeline.drop(columns="person"), "No post tells a stage."),
        ("What their posts do", found.acts[found.acts["posts"] > 0], "No post shows an act."),
        ("What they talk about", found.topics, "No post has a topic."),
        (
            "Threads that carry their rank as a helper, and the rank without them",
            found.threads,
            "They answered nobody in a thread that person had opened.",
        ),
        ("The posts behind it", found.evidence, "No post stands behind it."),
    ):
        if len(table):
            show(table, title=title)
        else:
            say(nothing)
