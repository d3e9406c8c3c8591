"""One offline HTML page of a network and its findings, and the findings as a document."""

from graphtool.views.background import Background
from graphtool.views.data import Page, make_page
from graphtool.views.html import page_html, to_pyvis, write_page
from graphtool.views.picture import write_picture
from graphtool.views.pseudonyms import names_for
from graphtool.views.report import Report, make_report, report_html, write_report
from graphtool.views.survey import Survey

__all__ = [
    "Background", "Page", "Report", "Survey", "make_page", "make_report", "names_for", "page_html", "report_html", "to_pyvis",
    "write_page", "write_picture", "write_report",
]  # fmt: skip
