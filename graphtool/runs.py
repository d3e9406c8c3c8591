"""What a run hands out: its folder with tables, page, report and summary, and its graph for Neo4j."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from graphtool.corpus import Corpus, Known, period
from graphtool.exports.network_summary import is_network, network_text
from graphtool.exports.run import write_manifest, written_folder
from graphtool.exports.summary import summary_text
from graphtool.exports.tables import write_csv
from graphtool.pipeline import Choices, Findings
from graphtool.sentences import Lists
from graphtool.views import Page, Report, Survey, make_page, make_report, names_for, write_page, write_report

if TYPE_CHECKING:
    from graphtool.graphdb import Contents

PAGE: Final = "network.html"
REPORT: Final = "report.html"


def write_run(findings: Findings, folder: Path, *, title: str, overwrite: bool = False, language: str | None = None) -> None:
    """Write a run's folder: tables, page, report, summary and manifest; it appears only when it is whole.

    Args:
        findings: what was found.
        folder: to write.
        title: the heading of page, report and summary.
        overwrite: whether a run that stands there is replaced.
        language: ``en`` or ``de``, of page and report; without it the page follows the browser, and the report is English.

    Raises:
        InputError: the folder holds something and ``overwrite`` is not set, or holds what is not a run.
    """
    with written_folder(folder, overwrite=overwrite) as made:
        tables = {
            "helpers": findings.helpers.table,
            "mentors": findings.mentors.table,
            "attention": findings.attention.table,
            "professionals_and_organisations": findings.helpers.apart,
            "caregiver_clusters": findings.clusters.clusters,
            "caregiver_members": findings.clusters.members,
            "unanswered": findings.unanswered,
            "communities": findings.caregivers_by_community,
            "people": findings.people.table,
            "positions": findings.positions,
        }
        for name, table in tables.items():
            write_csv(table, made / f"{name}.csv")
        write_page(made / PAGE, page_of(findings, title=title, language=language, beside=True))
        write_report(made / REPORT, report_of(findings, title=title, language=language or "en", beside=True))
        text = (
            network_text(
                findings.summary,
                title=title,
                attention=findings.attention.table,
                positions=findings.positions,
                modularity=findings.communities.modularity,
            )
            if is_network(findings.summary)
            else summary_text(findings.summary, _lists(findings), title=title)
        )
        (made / "summary.md").write_text(text, encoding="utf-8", newline="\n")
        write_manifest(made, findings.manifest)


def _lists(findings: Findings) -> Lists:
    return Lists(
        findings.helpers.table,
        findings.mentors.table,
        findings.attention.table,
        findings.clusters.clusters,
        findings.unanswered,
        findings.clusters.parameters,
    )


def graph_of(
    corpus: Corpus,
    findings: Findings,
    choices: Choices,
    *,
    known: Known | None = None,
    posts: bool = True,
    quotes: bool = False,
) -> "Contents":
    """A community with its findings as it is to stand in Neo4j.

    Args:
        corpus: what was analyzed.
        findings: of ``analyze``, with the same choices.
        choices: the period is theirs.
        known: what the user knows of people, as ``analyze`` had it.
        posts: whether posts are in it; without them findings cannot be computed from the database.
        quotes: whether their titles and texts are.
    """
    from graphtool.graphdb import contents, findings_of

    with period(corpus, since_us=choices.since_us, until_us=choices.until_us, known=known) as tables:
        return contents(
            tables,
            findings.network,
            people=findings.people.table,
            found=findings_of(
                tables,
                rankings=(findings.helpers, findings.mentors, findings.attention),
                clusters=findings.clusters,
                network=findings.network,
                communities=findings.communities,
                unanswered=findings.unanswered,
            ),
            posts=posts,
            quotes=quotes,
            facts={
                "codebook": findings.manifest["codebook"]["name"],
                "codebook_hash": findings.manifest["codebook"]["hash"],
                "since": _time(choices.since_us),
                "until": _time(choices.until_us),
            },
        )


def _time(us: int | None) -> str | None:
    return None if us is None else (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=us)).isoformat()


def page_of(
    findings: Findings, *, title: str, pseudonyms: bool = False, language: str | None = None, beside: bool = False
) -> Page:
    """The findings as the page shows them.

    Args:
        findings: what was found.
        title: the heading.
        pseudonyms: whether no name or id of a person is in it.
        language: ``en`` or ``de``; without it the page follows the browser.
        beside: whether the report stands in the same folder, so that the page links to it.
    """
    return make_page(
        findings.network,
        title=title,
        helpers=findings.helpers.table,
        mentors=findings.mentors.table,
        attention=findings.attention.table,
        clusters=findings.clusters.clusters,
        members=findings.clusters.members,
        communities=findings.communities.labels,
        background=findings.background,
        exchanges=findings.exchanges,
        provenance=findings.manifest,
        pseudonyms=pseudonyms,
        language=language,
        report=REPORT if beside else None,
    )


def report_of(
    findings: Findings, *, title: str, pseudonyms: bool = False, language: str = "en", beside: bool = False
) -> Report:
    """The findings as the report tells them.

    Args:
        findings: what was found.
        title: the heading.
        pseudonyms: whether no name or id of a person is in it; they are those of the page.
        language: ``en`` or ``de``.
        beside: whether the run's other files stand in the same folder, so that names link to the page.
    """
    survey = Survey(
        findings.network.people,
        findings.clusters.members,
        findings.caregivers_by_community,
        findings.background.activity,
        findings.topics,
        findings.answers,
    )
    return make_report(
        _lists(findings),
        survey,
        findings.summary,
        title=title,
        provenance=findings.manifest,
        language=language,
        page=PAGE if beside else None,
        names=names_for(findings.network) if pseudonyms else None,
    )
