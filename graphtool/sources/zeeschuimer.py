"""Zeeschuimer: what was seen on TikTok, Instagram, Threads, LinkedIn, Truth Social or Facebook while browsing, as NDJSON.

How to get one: browse with the extension Zeeschuimer switched on for the site, then export as ``.ndjson``. X is a page of
its own.
What it carries: on TikTok and Instagram posts and, with the modules for comments, comments with what they answer; on
Threads whom a post answers, where the page tells it; on Truth Social replies and mentions; on LinkedIn and Facebook posts,
on LinkedIn with mentions and headlines.
Traps: it holds what was scrolled past, so either side of a reply can be missing; LinkedIn's times come from the ids of its
posts; posts of Instagram seen as thumbnails have neither author nor time and are left out; comments of Facebook are not
read.
"""

from typing import Final

from graphtool.sources.files import Head
from graphtool.sources.jsonrecords import first_record
from graphtool.sources.records import Source
from graphtool.sources.x_zeeschuimer import read
from graphtool.sources.zeeschuimer_sites import SITES


def _recognise(head: Head) -> str | None:
    found = first_record(head)
    site = None if found is None else found.value.get("source_platform")
    if isinstance(site, str) and site in SITES and found is not None and isinstance(found.value.get("data"), dict):
        return f"{site} collected by Zeeschuimer: its records carry source_platform and data"
    return None


SOURCE: Final = Source("zeeschuimer", "Zeeschuimer (TikTok, Instagram, Threads, LinkedIn, …)", _recognise, read)
