"""Does a ranking foretell who is thanked next? python benchmarks/foretell.py FILES|CORPUS ...

The replies are cut at five dates. Rankings are made from what came before; the truth is how many different people thank
somebody in a direct reply afterwards, found by a pattern of this file, not by the codebook. nDCG@20, one column a cut.
"""

import sys
from contextlib import nullcontext
from pathlib import Path

import numpy as np
import pandas as pd

from graphtool import network
from graphtool.coding import load_codebook
from graphtool.corpus import Corpus, code_posts, load, period
from graphtool.corpus.store import is_corpus
from graphtool.findings import rank_attention, rank_helpers
from graphtool.measures import degrees

CUTS = (0.4, 0.5, 0.6, 0.7, 0.8)
FIRST = 20
THANKS = r"\b(?:thanks|thank (?:you|u)|thankful|thx|ty|appreciate[sd]?|grateful|very helpful|so helpful|this helps?)\b"
NOT_MEANT = r"\b(?:no thanks|thanks to|in advance|thanksgiving)\b"


def later_thanks(corpus: Corpus) -> pd.DataFrame:
    """Every thanking direct reply: when, by whom, to whom."""
    return corpus.connection.execute(
        """SELECT interactions.created_us, source, target FROM interactions JOIN posts ON posts.post = interactions.post
           WHERE kind = 'reply' AND length(text) < 600
             AND regexp_matches(lower(text), ?) AND NOT regexp_matches(lower(text), ?)""",
        [THANKS, NOT_MEANT],
    ).df()


def ndcg(order: list[str], gain: pd.Series) -> float:
    weight = 1 / np.log2(np.arange(2, FIRST + 2))
    got = gain.reindex(order[:FIRST]).fillna(0).to_numpy()
    best = gain.sort_values(ascending=False).head(FIRST).to_numpy()
    return float((got * weight[: len(got)]).sum() / (best * weight[: len(best)]).sum())


def main() -> None:
    files = [Path(word) for word in sys.argv[1:]]
    if not files:
        sys.exit(__doc__)
    opened = nullcontext(Corpus.open(files[0], read_only=False)) if is_corpus(files[0]) else Corpus.temporary()
    with opened as corpus:
        if not is_corpus(files[0]):
            load(corpus, files)
        code_posts(corpus, load_codebook("multiple-sclerosis"))
        replies = corpus.connection.sql("SELECT created_us FROM interactions WHERE kind = 'reply'").df()["created_us"]
        thanks = later_thanks(corpus)
        found: dict[str, list[float]] = {}
        for cut in CUTS:
            until = int(replies.quantile(cut))
            with period(corpus, until_us=until) as tables:
                people = network.build(tables)
                helpers = rank_helpers(tables).table
                attention = rank_attention(people).table["person"].tolist()
            later = thanks[thanks["created_us"] > until]
            gain = later[later["target"].isin(people.people["person"])].groupby("target")["source"].nunique()
            given = people.people.assign(given=degrees(people)["out_strength"])
            orders = {
                "PageRank of attention": attention,
                "replies and mentions made": given.sort_values(["given", "person"], ascending=[False, True])["person"].tolist(),
                "people who thanked so far": helpers.sort_values(["thankers", "person"], ascending=[False, True])[
                    "person"
                ].tolist(),
                "ExpertiseRank": helpers.sort_values(["expertise", "person"], ascending=[False, True])["person"].tolist(),
                "helpers": helpers["person"].tolist(),
            }
            for name, order in orders.items():
                found.setdefault(name, []).append(ndcg(order, gain))
    print(f"{'ranking':28}" + "".join(f"{cut:>8.0%}" for cut in CUTS) + "    mean")
    for name, values in found.items():
        print(f"{name:28}" + "".join(f"{value:>8.2f}" for value in values) + f"{np.mean(values):>8.3f}")


if __name__ == "__main__":
    main()
