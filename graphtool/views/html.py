"""The page as HTML, by way of pyvis' own template hook.

Everything is inside the file: it asks for nothing, and its content security policy forbids it to. People's names travel
in a JSON block that no script parser sees, and reach the page as text only.
"""

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Final

from graphtool.network import Network
from graphtool.views.assets import FOLDER, digest, safe_json, style_of, text_of
from graphtool.views.data import Page

if TYPE_CHECKING:
    from pyvis.network import Network as PyvisNetwork

_ROLE_SHAPES: Final = {"patient": "dot", "caregiver": "square", "professional": "triangle", "organisation": "hexagon"}


def page_html(page: Page) -> str:
    """The page as one HTML document."""
    from jinja2 import DictLoader
    from markupsafe import Markup
    from pyvis.network import Network as PyvisNetwork

    style = style_of("page.css", dark=":root[data-theme=dark]{}")
    renderer = page.data["renderer"]
    scripts = [*([_vis_network()] if renderer == "canvas" else []), text_of(f"{renderer}.bundle.js")]
    net = PyvisNetwork(directed=True)
    net.set_template_dir(str(FOLDER), "page.html.j2")
    net.templateEnv.loader = DictLoader({"page.html.j2": text_of("page.html.j2")})
    net.templateEnv.autoescape = True
    net.templateEnv.globals |= {
        "title": page.title,
        "style": Markup(style),  # noqa: S704 - our own file
        "scripts": [Markup(script) for script in scripts],  # noqa: S704 - our own files
        "data": Markup(safe_json(page.data)),  # noqa: S704 - nothing in it can end the block
        "policy": _policy(style, scripts),
    }
    return str(net.generate_html(notebook=False))


def write_page(path: Path, page: Page) -> None:
    """Write the page to a file."""
    path.write_text(page_html(page), encoding="utf-8", newline="\n")


def to_pyvis(network: Network) -> "PyvisNetwork":
    """A plain ``pyvis.Network`` for notebooks: shapes by role, ties of all kinds added up, physics off beyond 300."""
    from pyvis.network import Network as PyvisNetwork

    net = PyvisNetwork(directed=True, cdn_resources="in_line")
    for person in network.people.itertuples():
        net.add_node(str(person.person), label=str(person.handle), shape=_ROLE_SHAPES.get(str(person.role), "diamond"))
    names = network.people["person"].tolist()
    added = network.ties.groupby(["source", "target"], sort=True)["count"].sum().reset_index()
    ends = zip(added["source"].tolist(), added["target"].tolist(), added["count"].tolist(), strict=True)
    # pyvis looks through all edges for each one it adds; they are put in as it would store them
    net.edges = [{"from": names[tail], "to": names[head], "value": count, "arrows": "to"} for tail, head, count in ends]
    net.toggle_physics(network.size <= 300)
    return net


def _vis_network() -> str:
    """vis-network as pyvis ships it (MIT or Apache-2.0)."""
    script = (files("pyvis") / "lib" / "vis-9.1.2" / "vis-network.min.js").read_text(encoding="utf-8")
    if "</script" in script.lower():
        raise ValueError("the vis-network that pyvis brought along cannot be put into a page")
    return script


def _policy(style: str, scripts: list[str]) -> str:
    allowed = " ".join(digest(script) for script in scripts)
    return (
        f"default-src 'none'; script-src {allowed}; style-src {digest(style)}; style-src-attr 'unsafe-inline';"
        " img-src data: blob:; connect-src 'none'; base-uri 'none'; form-action 'none'"
    )
