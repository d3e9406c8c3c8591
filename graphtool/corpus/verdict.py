"""In one line, what a corpus is good for."""

from typing import Any, Final

FEW_RESOLVED: Final = 0.5  # share of replies whose addressee is known, below which ties are mostly missing
FEW_REPLIES: Final = 0.05  # share of posts that reply, below which there is hardly a conversation
ONE_SIDED: Final = 0.8  # share of posts by a single account that makes it that account's archive
STRIPPED: Final = 0.5  # share of posts without any text
SAMPLED: Final = 0.5  # share of replies whose parent is here, below which it looks like what a search found
SOME_UNKNOWN: Final = 0.2  # share of replies whose addressee nobody knows, from which it has to be said
LONG_GAP: Final = 0.2  # share of the period without any post
FEW_POSTS: Final = 20


def verdict(facts: dict[str, Any]) -> str:
    """``good``, ``usable with care`` (why), or ``not enough`` for which finding (why), from the facts of a summary."""
    own = facts["posts"] - facts["reposts"]
    if own <= 0 and facts["ties_without_posts"]:
        return (
            "Not enough for helpers, mentors, caregivers, roles, stages and topics (it is a network without posts, so there are"
            " no words); good for attention, communities and what else is measured on ties."
        )
    if own <= 0:
        return "Not enough for any finding: there is no post in it."
    lacking = _lacking(facts, own)
    if lacking:
        return f"Not enough for {'; nor for '.join(lacking)}."
    careful = _careful(facts, own)
    if careful:
        return f"Usable with care: {'; '.join(careful)}."
    return "Good: it holds conversations, with their words and whom they address."


def _lacking(facts: dict[str, Any], own: int) -> list[str]:
    """The findings that cannot be made, and why."""
    replies = facts["replies"]
    found = []
    if replies < FEW_REPLIES * own:
        found.append(f"helpers, mentors and clusters ({replies:,} of {own:,} posts are replies)")
    elif facts["dangling"] > (1 - FEW_RESOLVED) * replies:
        found.append(f"ranks ({facts['dangling']:,} of {replies:,} replies address nobody we know)")
    if facts["posts_without_text"] > STRIPPED * own:
        found.append(f"roles, stages and what rests on them ({facts['posts_without_text']:,} of {own:,} posts have no text)")
    if facts["most_posts_by_one"] > ONE_SIDED * facts["posts"] and facts["posts"] > FEW_POSTS:
        found.append("who is helped and who helps back (nearly all posts are by one account)")
    return found


def _careful(facts: dict[str, Any], own: int) -> list[str]:
    """What has to be kept in mind."""
    replies = facts["replies"]
    unusable = sum(facts["dropped"].values())
    found = []
    if own < FEW_POSTS:
        found.append(f"there are only {own:,} posts")
    if facts["dangling"] > SOME_UNKNOWN * replies:
        found.append(f"{facts['dangling']:,} of {replies:,} replies address nobody we know")
    if facts["parents_found"] < SAMPLED * replies:
        found.append(
            f"what {replies - facts['parents_found']:,} of {replies:,} replies answer is not here, as in what a search"
            " found, so others' replies are missing too"
        )
    if facts["posts_without_text"] > SOME_UNKNOWN * own:
        found.append(f"{facts['posts_without_text']:,} of {own:,} posts have no text")
    if unusable > 0.1 * max(facts["rows"], 1):
        found.append(f"{unusable:,} of {facts['rows']:,} rows could not be used")
    if facts["longest_gap_days"] > max(30, LONG_GAP * facts["days"]):
        found.append(f"for {facts['longest_gap_days']:,} days nobody wrote anything")
    return found
