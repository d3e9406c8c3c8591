"""How people take part, by what they do rather than say: advocates, sceptics, regulars, newcomers, observers.

Every threshold is relative to the community: a share must pass the community's mean share beyond doubt (so that one
lucky post proves nothing), a number must be among its highest, "lately" is a part of the time watched.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from graphtool.corpus.tables import Tables
from graphtool.schema import BEHAVIOURS, DAY_US

DOUBT: Final = 0.001  # chance of a count as high from somebody who does as the community does (Chernoff's bound)
LEAST_TIMES: Final = 3  # posts that challenge, or that amplify, and different people amplified: fewer prove nothing
CLEARLY: Final = 2.0  # times the community's mean share: who writes thousands of posts passes it by little beyond doubt too
BROAD: Final = 0.9  # quantile of those who write, by different people amplified, that an advocate reaches
LEAST_WEEKS: Final = 4  # weeks with a post: fewer make no regular
MANY_WEEKS: Final = 0.75  # quantile of those who write, by weeks with a post, that a regular reaches
LATELY: Final = 0.1  # the last part of the time watched, in which newcomers came …
LATELY_DAYS: Final = 90  # … but no longer than this
FEW_POSTS: Final = 2  # observers write at most so many
WEEK_US: Final = 7 * DAY_US

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Behaviour:
    """How people take part.

    table: ``person, behaviour`` (of ``schema.BEHAVIOURS``, joined by ``|``), then the counts of ``sql/behaviour.sql``.
    parameters: the thresholds, and what they came to in this community.
    """

    table: pd.DataFrame
    parameters: dict[str, object]


def behaviour(tables: Tables) -> Behaviour:
    """Tell the behaviour of everybody in a period.

    - *advocate*: mentions, quotes and reposts others in more of their posts than people here do, and many of them.
    - *sceptic*: challenges in more of their posts than people here do.
    - *regular*: wrote in more of the weeks since they came than people here do, and in many.
    - *newcomer*: wrote for the first time lately.
    - *observer*: is seen (addressed in posts, or with a post or two), and has rarely spoken since they came; no newcomer.

    Args:
        tables: of ``corpus.period``.
    """
    people = tables.ask("behaviour")
    writes = (people["posts"] + people["reposts"]).to_numpy(np.int64)
    here = writes > 0
    first, last = (people[name].fillna(0).to_numpy(np.int64) for name in ("first_us", "last_us"))
    end, begin = int(last.max(initial=0)), int(first[here].min(initial=2**62))
    lately = min(int(max(end - begin, 0) * LATELY), LATELY_DAYS * DAY_US)
    amplified, broad = _high(people["amplified"], here, BROAD, LEAST_TIMES)
    weeks, many = _high(people["weeks"], here, MANY_WEEKS, LEAST_WEEKS)
    # weeks that somebody could have written in: from the one they came in to the last
    watched = np.where(here, end // WEEK_US - first // WEEK_US + 1, 0)
    amplifies, amplifying = _beyond(people["amplifies"], writes)
    challenges, challenging = _beyond(people["challenges"], people["posts"].to_numpy(np.int64))
    active, keen = _beyond(people["weeks"], watched, least=LEAST_WEEKS, times_mean=1.0)
    new = here & (first > end - lately)
    # of people whom only a network without posts names nobody knows whether they speak
    has_network = int(tables.run("SELECT count(*) AS n FROM given_ties")["n"][0]) > 0
    seen = here | (people["received"].to_numpy(np.int64) > 0) | (not has_network)
    flags: dict[str, Flags] = {
        "advocate": amplifying & broad,
        "sceptic": challenging,
        "regular": keen & many,
        "newcomer": new,
        "observer": seen & (writes <= FEW_POSTS) & ~new,
    }
    names = np.full(len(people), "", object)
    for name in BEHAVIOURS:
        names += np.where(flags[name], f"|{name}", "").astype(object)
    people.insert(1, "behaviour", [name.removeprefix("|") for name in names])
    parameters: dict[str, object] = {
        "doubt": DOUBT, "clearly": CLEARLY, "least_times": LEAST_TIMES, "mean_share_amplifying": amplifies,
        "mean_share_challenging": challenges,
        "mean_share_of_weeks": active, "advocate_people": amplified, "regular_weeks": weeks,
        "newcomer_days": round(lately / DAY_US, 1), "observer_posts": FEW_POSTS,
    }  # fmt: skip
    return Behaviour(people, parameters)


def _beyond(times: pd.Series, of: Ints, *, least: int = LEAST_TIMES, times_mean: float = CLEARLY) -> tuple[float, Flags]:
    """The community's mean share, and whose share passes it clearly and beyond doubt.

    By Chernoff's bound the chance of ``k`` of ``n`` at a mean share ``p`` is at most ``exp(-n KL(k/n, p))``.
    """
    count = times.to_numpy(np.float64)
    mean = float(count.sum() / max(of.sum(), 1))
    share = count / np.maximum(of, 1)
    if not 0 < mean < 1:
        return round(mean, 6), np.zeros(len(count), np.bool_)
    rest = np.where(share < 1, (1 - share) * np.log(np.maximum(1 - share, 1e-12) / (1 - mean)), 0.0)
    distance = np.where(share > 0, share * np.log(np.maximum(share, 1e-12) / mean), 0.0) + rest
    sure: Flags = (count >= least) & (share > mean) & (share >= times_mean * mean) & (of * distance >= -np.log(DOUBT))
    return round(mean, 6), sure


def _high(numbers: pd.Series, here: Flags, quantile: float, least: int) -> tuple[int, Flags]:
    """What a high number is among those who write, and who reaches it."""
    values = numbers.to_numpy(np.int64)
    high = max(int(np.quantile(values[here], quantile, method="lower")) if here.any() else 0, least)
    return high, values >= high
