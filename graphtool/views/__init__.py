"""One offline HTML page of a network and its findings."""

from graphtool.views.background import Background
from graphtool.views.data import Page, make_page
from graphtool.views.html import page_html, to_pyvis, write_page

__all__ = ["Background", "Page", "make_page", "page_html", "to_pyvis", "write_page"]
