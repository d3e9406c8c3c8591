"""Acts, roles and stages on plain cases, in the words of the definitions."""

import pandas as pd
import pytest

from graphtool.coding import check, code, list_codebooks, load_codebook, timeline
from graphtool.errors import CodebookError
from graphtool.schema import ACTS, DAY_US
from tests.coding.made import posts

POSTED = pd.Timestamp("2026-06-15", tz="UTC").value // 1000
MS = load_codebook("multiple-sclerosis")


def coded(text: str, *, opener: bool = False, created_us: int = POSTED, **more: object) -> pd.Series:
    post = {
        "post": "t:1", "created_us": created_us, "title": None, "text": text, "flair": None, "bio": None, "parent_text": None,
        "is_opener": opener, "by_opener": opener, "is_repost": False, "language": None,
    }  # fmt: skip
    return code(pd.DataFrame([post | more]), MS).iloc[0]


def acts(text: str, **more: object) -> set[str]:
    found = coded(text, **more)
    return {act for act in ACTS if found[act]}


@pytest.mark.parametrize("name", list_codebooks())
def test_every_codebook_does_what_its_examples_say(name: str) -> None:
    assert check(load_codebook(name)) == []


@pytest.mark.parametrize(
    ("text", "opener", "expected"),
    [
        ("Does anyone know how long the infusion takes?", True, {"asks"}),
        ("How are you?", False, set()),
        ("You should ask your nurse about it.", False, {"informs"}),
        ("Hang in there, you are not alone.", False, {"encourages"}),
        ("Thank you, that was helpful!", False, {"thanks"}),
        ("Thanks in advance", False, set()),
        ("Thanks for reading", True, set()),
        ("Thanks to my neurologist I can walk again.", False, set()),
        ("I am so scared and I can't stop crying.", True, {"vents"}),
        ("My hands are numb.", True, set()),
        ("I disagree, there is no evidence for that.", False, {"challenges"}),
        ("> Thank you so much\n\nFollowing.", False, set()),
        ("Danke euch, das hilft mir sehr!", False, {"thanks"}),
        ("Ich wünsche dir ganz viel Kraft!", False, {"encourages"}),
        ("Hat jemand Erfahrung mit Kesimpta?", True, {"asks"}),
    ],
)
def test_acts(text: str, opener: bool, expected: set[str]) -> None:
    assert acts(text, opener=opener) == expected


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("I have MS and work part time.", "patient"),
        ("My husband has MS and needs a wheelchair.", "caregiver"),
        ("My wife was diagnosed with MS, and I have MS too.", "patient"),
        ("I'm an MS nurse and see this every week.", "professional"),
        ("We are looking for volunteers for a study on MS.", "organisation"),
        ("I met Ms. Smith at school.", "unknown"),
        ("She has an MS in biology.", "unknown"),
        ("My husband drove me to my appointment.", "unknown"),
        ("Mein Mann hat die Diagnose MS seit einem Jahr.", "caregiver"),
        ("Ich habe MS und arbeite halbtags.", "patient"),
        ("A lovely day.", "unknown"),
    ],
)
def test_roles(text: str, role: str) -> None:
    assert coded(text)["role"] == role


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("I was diagnosed with MS last week.", "newly_diagnosed"),
        ("I was diagnosed with MS in March.", "newly_diagnosed"),
        ("Diagnosed 03/2026 with MS.", "newly_diagnosed"),
        ("I was diagnosed with MS 11 years ago.", "experienced"),
        ("Dx 2019, on Ocrevus.", "experienced"),
        ("I have no diagnosis yet, waiting for my MRI results.", "undiagnosed"),
        ("My mother had MS and passed away in May.", "bereaved"),
        ("ED 2014, keine Schübe", "experienced"),
        ("Ich wurde vor zwei Wochen mit MS diagnostiziert.", "newly_diagnosed"),
        ("I have MS.", "unknown"),
    ],
)
def test_stages(text: str, stage: str) -> None:
    assert coded(text)["stage"] == stage


@pytest.mark.parametrize(("year", "stage"), [(2023, "newly_diagnosed"), (2026, "experienced")])
def test_a_year_in_the_flair_is_about_that_year(year: int, stage: str) -> None:
    moment = pd.Timestamp(f"{year}-10-01", tz="UTC").value // 1000
    found = coded("Hello all.", created_us=moment, flair="40M | Dx:2023 | Tysabri")
    assert (found["role"], found["stage"]) == ("patient", stage)


def test_own_words_come_before_flair_and_bio() -> None:
    found = coded("My son has MS and struggles at school.", flair="Dx:2010", bio="Consultant neurologist")
    assert found["role"] == "caregiver"
    assert coded("Nice day.", bio="Consultant neurologist")["role"] == "professional"


def test_reposts_say_nothing_of_the_reposter() -> None:
    found = coded("I have MS, thank you all!", is_repost=True)
    assert found["role"] == "unknown"
    assert not any(found[act] for act in ACTS)


def test_a_language_without_rules_is_unknown() -> None:
    found = coded("J'ai la sclérose en plaques depuis longtemps et je vous remercie tous. MS, thanks?")
    assert found["language"] == "fr"
    assert not any(found[act] for act in ACTS)


def test_umlauts_may_be_spelled_out() -> None:
    assert acts("Ich wuensche dir ganz viel Kraft!") == acts("Ich wünsche dir ganz viel Kraft!") == {"encourages"}


def test_rows_keep_their_order_and_rules_are_named() -> None:
    texts = {"Thanks!": "thanks.en", "I have MS.": "role.patient.has", "A lovely day.": "", "You are not alone.": "encourages."}
    rows = [{"post": f"t:{9 - number}", "text": text} for number, text in enumerate(texts)]
    found = code(posts(rows), MS)
    assert found["post"].tolist() == ["t:9", "t:8", "t:7", "t:6"]
    for rules, named in zip(found["rules"], texts.values(), strict=True):
        assert any(rule.startswith(named) for rule in rules.split("|"))
        assert named or not rules


def test_a_megabyte_of_hostile_text_is_read_in_time() -> None:
    for unit in ("a" * 20, "thank ", "I was diagnosed ", "(" * 20, "my my my ", "@" * 10, "> "):
        coded(unit * (1_000_000 // len(unit)))


# ------------------------------------------------------------------------------------------------ timeline


def shown(rows: list[tuple[str, str, str]], person: str = "t:a") -> pd.DataFrame:
    """Coded posts of one person: (date, text, flair)."""
    table = pd.DataFrame(
        {
            "post": [f"t:{number}" for number in range(len(rows))],
            "created_us": [pd.Timestamp(day, tz="UTC").value // 1000 for day, _, _ in rows],
            "title": None,
            "text": [text for _, text, _ in rows],
            "flair": [flair or None for _, _, flair in rows],
            "bio": None,
            "parent_text": None,
            "is_opener": False,
            "by_opener": False,
            "is_repost": False,
            "language": None,
        }
    )
    return code(table, MS).assign(person=person, created_us=table["created_us"])


def stage_at(lines: pd.DataFrame, day: str) -> set[str]:
    moment = pd.Timestamp(day, tz="UTC").value // 1000
    return set(lines[(lines["from_us"] <= moment) & (moment < lines["to_us"])]["stage"])


def test_a_dated_diagnosis_orders_a_life() -> None:
    lines = timeline(shown([("2026-03-20", "I was diagnosed with MS last week.", "")]))
    assert stage_at(lines, "2026-01-01") == {"undiagnosed"}
    assert stage_at(lines, "2026-06-01") == {"newly_diagnosed"}
    assert stage_at(lines, "2027-06-01") == {"experienced"}
    newly = lines[lines["stage"] == "newly_diagnosed"].iloc[0]
    assert abs(newly["from_us"] - pd.Timestamp("2026-03-13", tz="UTC").value // 1000) < 10 * DAY_US
    assert newly["evidence"] == "t:0"


def test_a_stage_without_a_date_reaches_a_while() -> None:
    lines = timeline(shown([("2026-03-20", "Newly diagnosed with MS and confused.", "")]))
    assert stage_at(lines, "2026-04-20") == {"newly_diagnosed"}
    assert stage_at(lines, "2027-06-01") == set()


def test_the_timeline_of_nobody_is_empty() -> None:
    assert timeline(shown([("2026-03-20", "Nice day.", "")])).empty


# ------------------------------------------------------------------------------------------------ codebooks


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title = ", "no TOML"),
        ("colour = 'red'", "unknown entry 'colour'"),
        ("[[rule]]\nid = 'a'\nshows = 'act:dances'\nany = ['x']", "none of act:asks"),
        ("[[rule]]\nid = 'a'\nshows = 'act:asks'\nany = ['{nothing}']", "word list"),
        ("[[rule]]\nid = 'a'\nshows = 'act:asks'", "lacks phrases"),
        (
            "[[rule]]\nid = 'a'\nshows = 'act:asks'\nany = ['x']\n[[rule]]\nid = 'a'\nshows = 'act:asks'\nany = ['x']",
            "two rules 'a'",
        ),
        ("extends = 'own'", "extends itself"),
    ],
)
def test_a_wrong_codebook_is_said(tmp_path, text: str, said: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(text.replace("extends = 'own'", f"extends = '{path}'"))
    with pytest.raises(CodebookError, match=said):
        load_codebook(path)


def test_check_tells_what_fails(tmp_path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(
        "[[rule]]\nid = 'a'\nshows = 'act:asks'\nany = ['cat']\nmatch = ['dog']\nno_match = ['cat']\n"
        "[[rule]]\nid = 'b'\nshows = 'act:asks'\nany = ['(?=x)']\nmatch = ['x']\n"
    )
    assert [problem.rule for problem in check(load_codebook(path))] == ["a", "a", "b"]
