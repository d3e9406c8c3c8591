"""The findings as a document: one file to read and print, without scripts.

Strangers' names reach it through Jinja's escaping alone, and its content security policy forbids scripts and requests.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from graphtool.corpus import Summary
from graphtool.schema import ROLES
from graphtool.sentences import Lists, not_to_conclude, worth_knowing
from graphtool.views import sections
from graphtool.views.assets import FOLDER, digest, look, style_of
from graphtool.views.pseudonyms import renamed_table
from graphtool.views.survey import Survey
from graphtool.views.words import Words


@dataclass(frozen=True)
class Report:
    """A report's content.

    title: its heading.
    words: of its language.
    content: what the template writes.
    """

    title: str
    words: Words
    content: dict[str, Any]


def make_report(
    lists: Lists,
    survey: Survey,
    summary: Summary,
    *,
    title: str,
    provenance: Mapping[str, Any],
    language: str = "en",
    page: str | None = None,
    names: pd.Series | None = None,
) -> Report:
    """The content of a report. No text of posts is in it.

    Args:
        lists: what was found.
        survey: what is told beside them.
        summary: of the corpus.
        title: the heading.
        provenance: the run's manifest.
        language: ``en`` or ``de``.
        page: the file of the page that stands beside it with the run's other files, to link to; None when it is alone.
        names: of ``pseudonyms.names_for``, to stand for people; nothing of the people themselves is then in it.

    Raises:
        InputError: there is no such language.
    """
    words = Words(language)
    if names is not None:
        lists, survey = _renamed(lists, survey, names)
    people = sections.Names(survey.people, link=page)
    facts = summary.facts
    content = {
        "posts": facts["posts"],
        "people": facts["people"],
        "replies": facts["replies"],
        "first": str(facts["first"])[:10],
        "last": str(facts["last"])[:10],
        "verdict": summary.verdict,
        "warnings": summary.warnings,
        "page": page,
        "pseudonyms": names is not None,
        "worth_knowing": worth_knowing(lists, facts, language=language, name=lambda name: f"\u2068{name}\u2069"),
        "not_to_conclude": not_to_conclude(language),
        "helpers": sections.ranks(lists.helpers, people, words=words, most=20),
        "mentors": sections.ranks(lists.mentors, people, words=words, most=10),
        "hidden": sections.hidden(lists.helpers, people),
        "seen": sections.seen(lists, people),
        "groups": sections.groups(lists.clusters, survey.members, people),
        "caregivers": lists.parameters,
        "communities": sections.communities(survey.communities),
        "activity": sections.activity(survey.activity),
        "topics": sections.topics(survey.topics),
        "answers": sections.answers(survey.answers),
        "made": sections.made(provenance, words),
    }
    return Report(title, words, content)


def _renamed(lists: Lists, survey: Survey, names: pd.Series) -> tuple[Lists, Survey]:
    def called(table: pd.DataFrame) -> pd.DataFrame:
        made = renamed_table(table, names)
        return table if made is None else made

    # of the unanswered only their number is told
    return (
        Lists(called(lists.helpers), called(lists.mentors), called(lists.attention), called(lists.clusters), lists.unanswered,
              lists.parameters),
        Survey(called(survey.people), called(survey.members), survey.communities, survey.activity, survey.topics,
               survey.answers),
    )  # fmt: skip


def report_html(report: Report) -> str:
    """The report as one HTML document."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    style = style_of("report.css", dark="@media screen and (prefers-color-scheme:dark){:root{}}")
    templates = Environment(
        loader=FileSystemLoader(str(FOLDER)), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return templates.get_template("report.html.j2").render(
        report.content,
        title=report.title,
        say=report.words,
        roles=ROLES,
        shapes=look()["shapes"],
        style=Markup(style),  # noqa: S704 - our own file
        policy=f"default-src 'none'; style-src {digest(style)}; img-src data:; base-uri 'none'; form-action 'none'",
    )


def write_report(path: Path, report: Report) -> None:
    """Write the report to a file."""
    path.write_text(report_html(report), encoding="utf-8", newline="\n")
