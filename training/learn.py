"""Make the learned model that stands beside the rules, or see what it is worth on posts it has not seen.

    python training/learn.py -o graphtool/coding/learned.npz training/posts/*.jsonl [MORE.jsonl ...]
    python training/learn.py --leave-out MORE.jsonl training/posts/*.jsonl MORE.jsonl ...

Files hold labelled posts as ``graphtool codebook score`` reads them, with a column ``condition`` that names the codebook
(``general`` without). The posts in training/posts are invented; labels of MORE files, posts that people really wrote, count
three times. Words and pairs of words are kept that stand in at least five posts of at least two files, so that no name of
anybody becomes a feature. Needs scikit-learn (``pip install --group training``).
"""

import argparse
from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from graphtool.coding import carried, code, list_codebooks, load_codebook, read_labelled, score
from graphtool.coding.learned import CLASSES, Judged, Model, features
from graphtool.coding.posts import judged
from graphtool.errors import InputError
from graphtool.schema import CODING_INPUT

INVENTED = Path(__file__).parent / "posts"
LEAST_POSTS, LEAST_FILES = 5, 2
# what people sign with; the rest falls by the rule of two files
FIRST_NAMES = {
    "karen",
    "sandra",
    "jo",
    "dawn",
    "linda",
    "anne",
    "ann",
    "anna",
    "sue",
    "susan",
    "jane",
    "john",
    "mary",
    "maria",
    "peter",
    "paul",
    "mark",
    "david",
    "dave",
    "steve",
    "stephen",
    "chris",
    "emma",
    "lucy",
    "lisa",
    "laura",
    "sarah",
    "kate",
    "katie",
    "helen",
    "julie",
    "claire",
    "tom",
    "tim",
    "jim",
    "bob",
    "bill",
    "mike",
    "michael",
    "andy",
    "andrew",
    "alan",
    "ian",
    "kevin",
    "brian",
    "nancy",
    "barbara",
    "carol",
    "debbie",
    "donna",
    "diane",
    "jean",
    "joan",
    "margaret",
    "pat",
    "pam",
    "petra",
    "sabine",
    "heike",
    "birgit",
    "andrea",
    "monika",
    "ursula",
    "uschi",
    "renate",
    "gabi",
    "kerstin",
    "anja",
    "tanja",
    "katrin",
    "claudia",
    "martina",
    "silke",
    "ute",
    "ulrike",
    "susanne",
    "stefan",
    "thomas",
    "frank",
    "uwe",
    "klaus",
    "bernd",
    "juergen",
    "wolfgang",
    "markus",
    "jens",
    "ralf",
    "dieter",
    "hans",
    "moni",
    "elke",
    "steffi",
    "nadine",
    "nicole",
    "melanie",
    "jana",
    "julia",
    "lena",
    "jessica",
    "shauna",
    "misty",
    "pamela",
    "cathy",
    "sharon",
    "tracy",
    "angela",
    "michelle",
    "amy",
    "jenny",
}
REAL = 3.0  # weight of a post that somebody really wrote
WORD = 0.6  # how far words are trusted beside what the rules show
SLACK = 0.2  # inverse strength of regularisation


class Posts:
    """The labelled posts of one file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self.table = read_labelled([path], keep="condition").table
        except InputError:  # no such column
            self.table = read_labelled([path]).table.assign(condition=None)
        wanted = self.table["condition"].where(self.table["condition"].isin(list_codebooks()), None)
        self.condition = wanted.fillna(path.stem if path.stem in list_codebooks() else "general")
        self.judged: list[Judged] = [None] * len(self.table)  # type: ignore[list-item]
        for name, rows in self.condition.groupby(self.condition):
            places = self.table.index.get_indexer(rows.index)
            for place, post in zip(
                places, judged(self.table.loc[rows.index, list(CODING_INPUT)], load_codebook(name)), strict=True
            ):
                self.judged[place] = post
        self.features = [{name.decode("utf-8", "replace") for name in features(post)} for post in self.judged]
        profile = (self.table["flair"].notna() | self.table["bio"].notna()).to_numpy()
        read = np.array([bool(post.words) for post in self.judged])
        self.use = {"act": read, "role": read & ~profile, "stage": read & ~profile}
        self.weight = 1.0 if INVENTED in path.resolve().parents else REAL

    def labels(self, name: str) -> np.ndarray:
        """Whether each post was labelled so."""
        kind, _, value = name.partition(":")
        column = self.table[value] if kind == "act" else self.table[kind] == value
        return column.fillna(False).to_numpy(bool)


def vocabulary(files: list[Posts]) -> list[str]:
    """The features kept, sorted."""
    posts, where = Counter(), {}
    for number, file in enumerate(files):
        for found in file.features:
            posts.update(found)
            for name in found:
                where.setdefault(name, set()).add(number)
    kept = (name for name, count in posts.items() if count >= LEAST_POSTS and len(where[name]) >= LEAST_FILES)
    return sorted(name for name in kept if name.startswith("#") or not FIRST_NAMES & set(name.split()))


def learn(files: list[Posts]) -> Model:
    """One logistic regression for each class."""
    names = vocabulary(files)
    column = {name: place for place, name in enumerate(names)}
    scale = np.array([1.0 if name.startswith("#") else WORD for name in names])
    found = [sorted(column[name] for name in post if name in column) for file in files for post in file.features]
    rows = np.repeat(np.arange(len(found)), [len(each) for each in found])
    places = np.concatenate([np.array(each, int) for each in found])
    matrix = sparse.csr_matrix((scale[places], (rows, places)), (len(found), len(names)))
    weight = np.concatenate([np.full(len(file.table), file.weight) for file in files])
    weights, intercepts = np.zeros((len(names), len(CLASSES)), np.float32), np.zeros(len(CLASSES), np.float32)
    for place, name in enumerate(CLASSES):
        use = np.concatenate([file.use[name.partition(":")[0]] for file in files])
        labels = np.concatenate([file.labels(name) for file in files])
        fitted = LogisticRegression(C=SLACK, max_iter=500, solver="liblinear", random_state=0)
        fitted.fit(matrix[use], labels[use], sample_weight=weight[use])
        weights[:, place] = fitted.coef_[0] * scale
        intercepts[place] = fitted.intercept_[0]
    return Model(names, weights, intercepts)


def compared(file: Posts, model: Model) -> pd.DataFrame:
    """F1 of the rules alone and of rules and model on posts that the model has not seen."""
    from graphtool.coding import learned

    learned.model = lambda: model
    columns = {}
    for title, rules_only in (("rules", True), ("with model", False)):
        codes = [
            code(file.table.loc[rows.index, list(CODING_INPUT)], load_codebook(name, rules_only=rules_only)).set_index(
                rows.index
            )
            for name, rows in file.condition.groupby(file.condition)
        ]
        coded = pd.concat(codes).loc[file.table.index]
        placed = coded.assign(**{name: file.table[name] for name in ("thread", "author", "created_us")})
        scores = score(file.table, codes=carried(placed))
        columns[title] = scores.set_index(["label", "class"])["f1"]
    return pd.DataFrame(columns)


def main() -> None:
    """Make a model, or leave a file out and judge."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("-o", "--output", type=Path)
    parser.add_argument("--leave-out", type=Path, action="append", default=[])
    options = parser.parse_args()
    files = [Posts(path) for path in options.files]
    for path in options.leave_out:
        left = next(file for file in files if file.path == path)
        print(f"{path.name}, not learned from ({len(left.table)} posts)")
        print(compared(left, learn([file for file in files if file is not left])).round(3).to_string())
    if options.output:
        model = learn(files)
        data = model.to_bytes()
        options.output.write_bytes(data)
        print(f"{options.output}: {len(data) / 1e6:.2f} MB, from {sum(len(file.table) for file in files):,} posts")


if __name__ == "__main__":
    main()
