"""When somebody was diagnosed, by their own words, in posts of 15 June 2026: what a text tells and what it does not."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphtool.coding import load_codebook
from graphtool.schema import DAY_US
from tests.coding.made import coded, us

MS = load_codebook("multiple-sclerosis", rules_only=True)
POSTED = "2026-06-15"
MONTHS = {
    "January": "Januar", "February": "Februar", "March": "März", "April": "April", "May": "Mai", "June": "Juni", "July": "Juli",
    "August": "August", "September": "September", "October": "Oktober", "November": "November", "December": "Dezember",
}  # fmt: skip


def told(text: str, **more: object) -> tuple[str, str] | None:
    """From which day to before which day a post says the diagnosis was; None where it says nothing."""
    row = coded(text, MS, **more)
    if pd.isna(row["diagnosed_from_us"]):
        return None
    first, last = (pd.Timestamp(int(row[name]), unit="us") for name in ("diagnosed_from_us", "diagnosed_to_us"))
    return f"{first:%Y-%m-%d}", f"{last:%Y-%m-%d}"


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Dx 2019, on Ocrevus.", "2019-01-01", "2020-01-01"),
        ("I was diagnosed with MS in 2019.", "2019-01-01", "2020-01-01"),
        ("I was diagnosed with MS in '98.", "1998-01-01", "1999-01-01"),
        ("ED 2014, keine Schübe", "2014-01-01", "2015-01-01"),
        ("Diagnosed 03/2026 with MS.", "2026-03-01", "2026-04-01"),
        ("ED 03/25, seitdem Tecfidera", "2025-03-01", "2025-04-01"),
        ("Meine Diagnose war am 12.03.2024.", "2024-03-01", "2024-04-01"),
        ("I was diagnosed with MS on 9/30/19.", "2019-09-01", "2019-10-01"),
        ("I was diagnosed with MS 2025-11.", "2025-11-01", "2025-12-01"),
        ("My diagnosis was in March 2024.", "2024-03-01", "2024-04-01"),
        ("I was diagnosed with MS on March 5th, 2024.", "2024-03-01", "2024-04-01"),
        ("I was diagnosed on 12th of May 2024.", "2024-05-01", "2024-06-01"),
        ("Am 12. Mai 2024 bekam ich die Diagnose MS.", "2024-05-01", "2024-06-01"),
        ("I was diagnosed in May.", "2026-05-01", "2026-06-01"),
        ("I was diagnosed with MS in May.", "2026-05-01", "2026-06-01"),
        ("Im Mai wurde bei mir MS diagnostiziert.", "2026-05-01", "2026-06-01"),
        ("Im März wurde bei mir MS diagnostiziert.", "2026-03-01", "2026-04-01"),
        ("I was diagnosed in September.", "2025-09-01", "2025-10-01"),
        ("I was diagnosed in October last year.", "2025-10-01", "2025-11-01"),
        ("Im Oktober letzten Jahres bekam ich die Diagnose.", "2025-10-01", "2025-11-01"),
        ("I got my diagnosis in the summer of 2020.", "2020-06-01", "2020-09-01"),
        ("I was diagnosed this spring.", "2026-03-01", "2026-06-01"),
        ("Ich habe letztes Jahr die Diagnose MS bekommen.", "2025-01-01", "2026-01-01"),
        ("I was diagnosed last month.", "2026-05-01", "2026-06-01"),
    ],
)
def test_dates_as_the_calendar_has_them(text: str, first: str, last: str) -> None:
    assert told(text) == (first, last)


@pytest.mark.parametrize(
    ("text", "day", "widest"),
    [
        ("I was diagnosed yesterday.", "2026-06-14", 3),
        ("Gestern habe ich die Diagnose MS bekommen.", "2026-06-14", 3),
        ("I was diagnosed on Friday.", "2026-06-12", 9),
        ("I was diagnosed with MS last week.", "2026-06-08", 15),
        ("Letzte Woche wurde bei mir MS diagnostiziert.", "2026-06-08", 15),
        ("Ich wurde vor zwei Wochen mit MS diagnostiziert.", "2026-06-01", 15),
        ("I was diagnosed with MS two months ago.", "2026-04-15", 45),
        ("I was diagnosed a couple of months ago.", "2026-04-15", 45),
        ("Vor drei Monaten bekam ich die Diagnose MS.", "2026-03-15", 45),
        ("I am six months post diagnosis.", "2025-12-15", 45),
        ("I was diagnosed with MS a year and a half ago.", "2024-12-15", 400),
        ("Vor anderthalb Jahren wurde bei mir MS festgestellt.", "2024-12-15", 400),
        ("Ich habe seit gut 12 Jahren MS.", "2014-06-15", 400),
        ("I have had MS for 11 years.", "2015-06-15", 400),
        ("I was diagnosed with MS 10 to 12 years ago.", "2015-06-15", 1200),
        ("Meine Diagnose ist 7 Jahre her.", "2019-06-15", 400),
        ("I was diagnosed with MS three decades ago.", "1996-06-15", 4000),
        ("Recently diagnosed with MS.", "2026-05-01", 150),
    ],
)
def test_dates_counted_back_from_the_post(text: str, day: str, widest: int) -> None:
    row = coded(text, MS)
    first, last = int(row["diagnosed_from_us"]), int(row["diagnosed_to_us"])
    assert first <= us(day) < last
    assert last - first <= widest * DAY_US
    assert last <= us(POSTED) + 1


@settings(max_examples=60, deadline=None)
@given(month=st.sampled_from(list(MONTHS)), day=st.dates(pd.Timestamp("2011-01-01").date(), pd.Timestamp("2026-06-01").date()))
def test_a_month_without_a_year_is_the_last_one_that_had_begun(month: str, day: object) -> None:
    moment = us(str(day))
    number = list(MONTHS).index(month) + 1
    posted = pd.Timestamp(str(day))
    year = posted.year - (number > posted.month)
    for text in (f"I was diagnosed in {month}.", f"Im {MONTHS[month]} bekam ich die Diagnose."):
        found = told(text, created_us=moment)
        assert found is not None
        assert found[0] == f"{year}-{number:02}-01"


@settings(max_examples=60, deadline=None)
@given(
    number=st.integers(2, 40),
    unit=st.sampled_from([("weeks", "Wochen", 7), ("months", "Monaten", 30.44), ("years", "Jahren", 365.25)]),
)
def test_a_count_holds_the_day_it_names_and_is_half_a_unit_wide_on_either_side(
    number: int, unit: tuple[str, str, float]
) -> None:
    english, german, days = unit
    for text in (f"I was diagnosed with MS {number} {english} ago.", f"Vor {number} {german} bekam ich die Diagnose MS."):
        row = coded(text, MS)
        away = [(us(POSTED) - int(row[name])) / DAY_US / days for name in ("diagnosed_from_us", "diagnosed_to_us")]
        assert away == pytest.approx([number + 0.5, number - 0.5], abs=0.01), text


@pytest.mark.parametrize(
    ("text", "year"),
    [
        # whose date it is
        ("My mother was diagnosed with MS in 2010, I was diagnosed in 2020.", "2020"),
        ("I was diagnosed in 2020. My mother was diagnosed with MS in 2010.", "2020"),
        ("My mother was diagnosed with MS in 2010. I was diagnosed in 2020.", "2020"),
        ("Meine Mutter bekam 1998 die Diagnose MS, ich wurde 2020 mit MS diagnostiziert.", "2020"),
        ("The diagnosis of my mother was in 2010 but I have MS too, diagnosed in 2020.", "2020"),
        ("My husband was diagnosed with MS in 2009.", "2009"),
        ("My husband has had MS since 2009.", "2009"),
        ("Mein Mann hat seit 2009 MS.", "2009"),
        # what it is a date of
        ("My symptoms started in 2012 and I was diagnosed with MS in 2020.", "2020"),
        ("I was diagnosed with MS in 2020, first symptoms in 2012.", "2020"),
        ("Die ersten Symptome hatte ich 2012, die Diagnose MS kam 2020.", "2020"),
        ("I was misdiagnosed in 2012 and diagnosed with MS in 2020.", "2020"),
        ("I was diagnosed with MS in 2020 and had surgery in 2022.", "2020"),
        # until then there was none
        ("I was not diagnosed until 2015.", "2015"),
        ("I wasn't diagnosed with MS until 2015.", "2015"),
        ("Erst 2015 wurde bei mir MS diagnostiziert.", "2015"),
    ],
)
def test_a_date_goes_to_what_it_is_said_of(text: str, year: str) -> None:
    assert told(text) == (f"{year}-01-01", f"{int(year) + 1}-01-01")


@pytest.mark.parametrize(
    "text",
    [
        "My symptoms started in 2012.",
        "I have MS. My first symptoms were in 2012.",
        "Ich habe MS. Die ersten Symptome hatte ich 2012.",
        "I had surgery in 2012. I have MS.",
        "I was misdiagnosed in 2012.",
        "I have not been diagnosed yet after 2 years.",
        "I still have no diagnosis after 2 years of tests.",
        "Ich habe nach zwei Jahren noch keine Diagnose.",
        "I was diagnosed with MS in 2031.",
        "My diagnosis appointment is in December 2026.",
        "I was diagnosed with MS in Maine.",
        "It may help that I was diagnosed with MS.",
        "I was diagnosed with MS and take 2000 mg a day.",
        "I have MS.",
    ],
)
def test_what_tells_no_date_of_diagnosis(text: str) -> None:
    assert told(text) is None


def test_an_interval_ends_with_the_post_that_tells_of_it() -> None:
    row = coded("I was diagnosed with MS in 2026.", MS)
    assert (int(row["diagnosed_from_us"]), int(row["diagnosed_to_us"])) == (us("2026-01-01"), us(POSTED) + 1)


@pytest.mark.parametrize("field", ["flair", "bio"])
def test_a_profile_tells_a_year_but_nobody_knows_when_it_said_two_years_ago(field: str) -> None:
    assert told("Hello all.", **{field: "Dx:2019 | Tysabri"}) == ("2019-01-01", "2020-01-01")
    assert told("Hello all.", **{field: "MS, diagnosed two years ago"}) is None
    assert told("Hallo zusammen.", **{field: "MS, Diagnose vor zwei Jahren"}) is None


@pytest.mark.parametrize(
    ("posted", "stage"), [("2023-10-01", "newly_diagnosed"), ("2026-06-15", "experienced"), ("2021-06-15", "unknown")]
)
def test_a_year_in_the_flair_is_taken_at_the_time_of_the_post(posted: str, stage: str) -> None:
    assert coded("Hello all.", MS, flair="Dx:2023 | Tysabri", created_us=us(posted))["stage"] == stage


def test_own_words_date_before_the_flair_does() -> None:
    assert told("I was diagnosed with MS in 2015.", flair="Dx:2019") == ("2015-01-01", "2016-01-01")


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("I was diagnosed with MS 11 months ago.", "newly_diagnosed"),
        ("I was diagnosed with MS 15 months ago.", "experienced"),
        ("Vor 3 Monaten bekam ich die Diagnose MS.", "newly_diagnosed"),
        ("Vor 3 Jahren bekam ich die Diagnose MS.", "experienced"),
    ],
)
def test_a_year_parts_the_newly_diagnosed_from_the_experienced(text: str, stage: str) -> None:
    assert coded(text, MS)["stage"] == stage
