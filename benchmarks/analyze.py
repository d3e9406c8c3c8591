"""How long the main job takes, and in how much memory: python benchmarks/analyze.py [PEOPLE ...].

Each size is an invented community in a fresh process; memory is the peak of that process.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SIZES = (600, 5_000, 20_000)


def measure(people: int) -> dict[str, float]:
    """Seconds of each step, and the peak of memory, in this process."""
    from graphtool.coding import load_codebook
    from graphtool.corpus import Corpus, code_posts, load
    from graphtool.pipeline import Choices, analyze
    from graphtool.runs import write_run
    from graphtool.simulate import simulate, write

    seconds: dict[str, float] = {"people": people}
    with tempfile.TemporaryDirectory() as folder:
        community = simulate(people, seed=1)
        files = write(community, Path(folder) / "export")
        seconds["posts"] = len(community.posts)
        del community
        started = time.perf_counter()

        def step(name: str) -> None:
            seconds[name] = (
                time.perf_counter() - started - sum(seconds.get(each, 0.0) for each in ("load", "code", "find", "write"))
            )

        with Corpus.create(Path(folder) / "corpus.duckdb") as corpus:
            load(corpus, files)
            step("load")
            code_posts(corpus, load_codebook("multiple-sclerosis"))
            step("code")
            findings = analyze(corpus, load_codebook("multiple-sclerosis"), Choices())
            step("find")
            write_run(findings, Path(folder) / "run", title="Benchmark")
            step("write")
    seconds["peak MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return seconds


def main() -> None:
    sizes = [int(word) for word in sys.argv[1:]] or list(SIZES)
    columns = ("people", "posts", "load", "code", "find", "write", "peak MB")
    print("  ".join(f"{name:>9}" for name in columns), " posts/s coded")
    for people in sizes:
        ran = subprocess.run([sys.executable, __file__, "--one", str(people)], capture_output=True, text=True, check=True)
        row = json.loads(ran.stdout)
        cells = (f"{row[name]:>9,.0f}" if name in ("people", "posts", "peak MB") else f"{row[name]:>8.2f}s" for name in columns)
        print("  ".join(cells), f" {row['posts'] / row['code']:>12,.0f}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(measure(int(sys.argv[2]))))
    else:
        main()
