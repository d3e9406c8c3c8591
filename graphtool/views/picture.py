"""A picture for a report: PNG, SVG or PDF, with legend and a caption that says how it was made."""

import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from graphtool.errors import InputError
from graphtool.schema import ROLES
from graphtool.views.assets import look
from graphtool.views.data import GRID, Page, names_of
from graphtool.views.packing import unpacked

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FORMATS: Final = (".png", ".svg", ".pdf")
_MARKERS: Final = {"patient": "o", "caregiver": "s", "professional": "^", "organisation": "h", "unknown": "D"}
_FONTS: Final = ["Noto Sans", "DejaVu Sans", "Noto Sans CJK JP", "Noto Sans CJK SC", "Noto Emoji", "Symbola"]
_MOST_LINKS: Final = 20_000
_LABELS: Final = 20


def write_picture(path: Path, page: Page, *, ranking: str = "helpers") -> int:
    """Draw a page's network; sizes follow a ranking, of which the first 20 are named.

    Returns:
        How many letters no font of this machine has; they are drawn as boxes.

    Raises:
        InputError: an ending that is none of ``FORMATS``, or a ranking the page does not have.
    """
    if path.suffix.lower() not in FORMATS:
        raise InputError(f"{path.name}: a picture ends in {', '.join(FORMATS)}.")
    import matplotlib as mpl
    from matplotlib.figure import Figure
    from matplotlib.font_manager import fontManager

    lists = {each["name"]: each for each in page.data["rankings"]}
    if ranking not in lists:
        raise InputError(f"There is no list {ranking!r} to draw by: there is {', '.join(lists) or 'none'}.")
    known = {font.name for font in fontManager.ttflist}
    settings: dict[Any, Any] = {
        "font.family": [font for font in _FONTS if font in known],
        "svg.hashsalt": "graphtool",
        "text.parse_math": False,
    }
    with mpl.rc_context(settings):
        figure = Figure(figsize=(11, 8.5), layout="constrained")
        _draw(figure, page, lists[ranking])
        # no time of making: two builds are the same bytes
        dates = {".svg": {"Date": None}, ".pdf": {"CreationDate": None}}.get(path.suffix.lower(), {})
        with warnings.catch_warnings(record=True) as told:
            warnings.filterwarnings("always", message="Glyph .* missing from font")
            figure.savefig(path, dpi=200, metadata=dates)
    return len({str(each.message) for each in told})


def _draw(figure: "Figure", page: Page, ranking: dict[str, Any]) -> None:
    from matplotlib.collections import LineCollection

    people, ties = page.data["people"], page.data["ties"]
    x, y = unpacked(people["x"]) / GRID, -unpacked(people["y"]) / GRID
    role, new = (
        unpacked(people["role"])[: len(x)],
        unpacked(people["stage"])[: len(x)] == page.data["stages"].index("newly_diagnosed"),
    )
    source, target = np.repeat(np.arange(len(x)), unpacked(ties["out"])), unpacked(ties["target"])
    strength = np.asarray(ties["combos"])[unpacked(ties["combo"]), : len(page.data["kinds"])].sum(axis=1)
    shown = np.argsort(-strength, kind="stable")[:_MOST_LINKS]
    colours = look()["light"]
    axes = figure.add_subplot()
    axes.set_aspect("equal")
    axes.axis("off")
    lines = np.stack([np.column_stack([x[source], y[source]]), np.column_stack([x[target], y[target]])], axis=1)[shown]
    axes.add_collection(LineCollection(list(lines), colors="#8a96a3", linewidths=0.3, alpha=0.15, rasterized=True))
    place, score = unpacked(ranking["person"]), unpacked(ranking["score"])
    size = np.full(len(x), 6.0)
    listed = place < len(x)
    size[place[listed]] = 8 + 200 * np.maximum(score[listed], 0) / max(score.max(initial=0), 1e-9)
    for number, name in enumerate(ROLES):
        for colour, those, label in (
            (colours[f"role-{number}"], (role == number) & ~new, name),
            (colours["new"], (role == number) & new, f"{name}, newly diagnosed"),
        ):  # fmt: skip
            if those.any():
                axes.scatter(
                    x[those], y[those], s=size[those], c=colour, marker=_MARKERS[name], linewidths=0.3, edgecolors="white",
                    zorder=2, label=label, rasterized=len(x) > 5_000,
                )  # fmt: skip
    names = names_of(page.data)
    for person in place[listed][:_LABELS].tolist():
        axes.annotate(names[person][:24], (x[person], y[person]), (4, 4), textcoords="offset points", fontsize=7, zorder=3)
    axes.set_title(page.title, loc="left", fontsize=14, fontweight="bold")
    legend = figure.legend(loc="outside lower center", ncols=4, frameon=False, fontsize=8)
    for handle in legend.legend_handles:
        if handle is not None and hasattr(handle, "set_sizes"):
            handle.set_sizes([30])
    axes.text(0, -0.01, _caption(page, str(ranking["name"]), len(shown)), fontsize=7, va="top", transform=axes.transAxes)


def _caption(page: Page, ranking: str, links: int) -> str:
    left = page.data["left_out"]
    made = " · ".join(value for name, value in page.data["made"] if name in {"version", "period", "codebook"})
    return (
        f"{left['people_drawn']:,} of {left['people']:,} people, the {links:,} strongest of {left['links']:,} links; sizes by"
        f" {ranking}. Distance is not a measurement: communities are drawn as discs.\n{made}"
    )
