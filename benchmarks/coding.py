"""How many posts a second a codebook codes on one core: python benchmarks/coding.py [CODEBOOK ...].

CPU time of one process on one thread, the codebook made ready before. The posts are invented and all different: short ones by
`graphtool simulate --noise 0.5`, longer ones of training/posts; their language is given. Each codebook runs in a fresh process,
by rules alone and with the learned model; `ready` is CPU seconds to the first coded post, memory the peak of that process.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

LANGUAGES = ("en", "de")
SHORT, LONG = (60, 130), (400, 900)  # characters
POSTS = 4_000  # of each kind, where there are so many
MEGABYTE = 1_000_000
READ = 20_000  # characters of a post that are read
PATIENCE = 120  # seconds that one measurement may take
TRAINING = Path(__file__).parent.parent / "training" / "posts"
HOSTILE = {
    "one letter": "a",
    "question marks": "?",
    "brackets": "[quote][",
    "names of people": "my mum my wife ",
    "half a phrase": "i have been so ",
    "sentences": "is it? no. ",
    "dates": "diagnosed in 2015 ",
    "strange words": "",  # each another
}


def short_posts(language: str) -> list[str]:
    from graphtool.simulate import simulate

    posts = simulate(1_500, seed=1, language=language, noise=0.5).posts
    return _distinct([post.text for post in posts], SHORT)


def longer_posts(language: str) -> list[str]:
    lines = [line for path in sorted(TRAINING.glob(f"{language}*.jsonl")) for line in path.read_text("utf-8").splitlines()]
    return _distinct([json.loads(line)["text"] or "" for line in lines], LONG)


def _distinct(texts: list[str], length: tuple[int, int]) -> list[str]:
    return [text for text in dict.fromkeys(texts) if length[0] <= len(text) <= length[1]][:POSTS]


def hostile_post(kind: str, characters: int) -> str:
    piece = HOSTILE[kind] or "".join(f"q{number:x} " for number in range(characters // 4))
    return (piece * (characters // len(piece) + 1))[:characters]


def seconds(texts: list[str], book: object, language: str) -> float:
    """CPU seconds to code texts: openers and answers in turn."""
    import pandas as pd

    from graphtool.coding import code
    from graphtool.schema import CODING_INPUT

    rows = [
        (f"p{number}", 1_700_000_000_000_000, None, text, None, None, None, number % 3 == 0, number % 3 == 0, False, language)
        for number, text in enumerate(texts)
    ]
    posts = pd.DataFrame(rows, columns=list(CODING_INPUT))
    started = time.process_time()
    code(posts, book)
    return time.process_time() - started


def measure(name: str, model: str, file: str) -> dict[str, float]:
    """Posts a second of each kind in this process, and what making ready costs."""
    from graphtool.coding import load_codebook

    found: dict[str, float] = {}
    started = time.process_time()
    book = load_codebook(name, rules_only=model == "rules")
    seconds(["Hello"], book, "en")
    found["ready"] = time.process_time() - started
    seconds(["Hallo"], book, "de")
    for kind, texts in json.loads(Path(file).read_text("utf-8")).items():
        found[kind] = len(texts) / seconds(texts, book, kind[-2:])
    found["peak MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return found


def measure_language(file: str) -> dict[str, float]:
    """Posts a second whose language is found."""
    from graphtool.coding.language import language as tell

    tell("Goedemorgen, hoe gaat het met u vandaag?")  # makes the model ready
    found = {}
    for kind, texts in json.loads(Path(file).read_text("utf-8")).items():
        started = time.process_time()
        for text in texts:
            tell(text)
        found[kind] = len(texts) / (time.process_time() - started)
    return found


def measure_hostile(kind: str, whole: str) -> dict[str, float]:
    """Seconds for one post of a megabyte, or for a megabyte of posts that are read whole."""
    from graphtool.coding import load_codebook

    book = load_codebook("multiple-sclerosis")
    seconds(["Hello"], book, "en")
    if kind == "ordinary":
        texts = longer_posts("en") if whole == "longer" else short_posts("en")
        texts *= MEGABYTE // sum(map(len, texts)) + 1
        while sum(map(len, texts)) > MEGABYTE:
            texts.pop()
    elif whole == "one":
        texts = [hostile_post(kind, MEGABYTE)]
    else:
        texts = [hostile_post(kind, READ)] * (MEGABYTE // READ)
    return {"seconds": seconds(texts, book, "en")}


def main() -> None:
    from graphtool.coding import list_codebooks

    posts = {
        f"{kind} {language}": made(language)
        for language in LANGUAGES
        for kind, made in (("short", short_posts), ("longer", longer_posts))
    }
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "posts.json"
        file.write_text(json.dumps(posts), encoding="utf-8")
        print(f"{'posts a second on one core':34}" + "".join(f"{kind:>11}" for kind in posts) + f"{'ready':>9}{'peak MB':>9}")
        for name in sys.argv[1:] or list_codebooks():
            for model in ("rules alone", "with the model"):
                row = _ran("codebook", name, model.partition(" ")[0], str(file))
                cells = "".join(f"{row[kind]:>11,.0f}" for kind in posts)
                print(f"{f'{name}, {model}':34}{cells}{row['ready']:>8.2f}s{row['peak MB']:>9,.0f}")
        told = _ran("language", str(file))
    print(f"{'(the language alone)':34}" + "".join(f"{told[kind]:>11,.0f}" for kind in posts))
    print(f"{'(posts)':34}" + "".join(f"{len(texts):>11,}" for texts in posts.values()))
    print(f"{'(characters a post)':34}" + "".join(f"{sum(map(len, texts)) / len(texts):>11,.0f}" for texts in posts.values()))
    print(f"\n{'seconds, multiple-sclerosis':34}{'one post of 1 MB':>18}{f'1 MB in posts of {READ:,}':>24}")
    for length in ("short", "longer"):
        print(f"{f'ordinary {length} posts, 1 MB':34}{'':>18}{_seconds('ordinary', length):>24}")
    for kind in HOSTILE:
        print(f"{kind:34}{_seconds(kind, 'one'):>18}{_seconds(kind, 'whole'):>24}")


def _seconds(*words: str) -> str:
    """A cell of the table on hostile posts."""
    try:
        return f"{_ran('hostile', *words)['seconds']:.2f}s"
    except subprocess.TimeoutExpired:
        return f"over {PATIENCE}s"


def _ran(what: str, *words: str) -> dict[str, float]:
    """What a fresh process measures, on one thread."""
    alone = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    command = [sys.executable, __file__, "--one", what, *words]
    ran = subprocess.run(command, capture_output=True, text=True, check=True, env=alone, timeout=PATIENCE)
    return json.loads(ran.stdout)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        measures = {"codebook": measure, "language": measure_language, "hostile": measure_hostile}
        print(json.dumps(measures[sys.argv[2]](*sys.argv[3:])))
    else:
        main()
