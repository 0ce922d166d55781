"""The timeline's axis and stays, and the picture of services."""

import re
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sup_lint.model.inventory import Change, Commit, Direction, KeyRecord, Service
from sup_lint.reporters.html.axis import Axis
from sup_lint.reporters.html.services import services_section, users_by_identity
from sup_lint.reporters.html.timeline import moment_of, timeline_section
from sup_lint.reporters.stays import stays
from tests.reporters.inventories import IN_HISTORY, IN_TREE, SERVICES, SHIPPED, change, exposure, key

ADDED, REMOVED = Direction.ADDED, Direction.REMOVED
# Git knows whole seconds.
moments = st.datetimes(timezones=st.just(UTC)).map(lambda moment: moment.replace(microsecond=0))


def labels(first: str, last: str) -> list[str]:
    axis = Axis.spanning(datetime.fromisoformat(f"{first}T09:00Z"), datetime.fromisoformat(f"{last}T18:00Z"), 0, 900)
    return [label for _, label, _ in axis.ticks()]


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        ("2026-03-02", "2026-03-02", ["2026-03-02"]),
        ("2026-02-27", "2026-03-01", ["2026-02-27", "2026-02-28", "2026-03-01"]),
        (
            "2026-01-10",
            "2026-04-10",
            ["2026-01-10", "2026-01-24", "2026-02-07", "2026-02-21", "2026-03-07", "2026-03-21", "2026-04-04"],
        ),
        ("2025-11-20", "2026-06-01", ["2025-12", "2026-01", "2026-02", "2026-03", "2026-04", "2026-05", "2026-06"]),
        ("2019-05-01", "2026-06-01", ["2020", "2021", "2022", "2023", "2024", "2025", "2026"]),
        ("1970-01-01", "2106-02-07", ["1980", "2000", "2020", "2040", "2060", "2080", "2100"]),
    ],
)
def test_dates_along_the_axis_are_round(first: str, last: str, shown: list[str]) -> None:
    assert labels(first, last) == shown


@given(moments, moments)
def test_dates_stand_in_order_on_the_axis(one: datetime, other: datetime) -> None:
    axis = Axis.spanning(min(one, other), max(one, other), 12, 900)
    ticks = list(axis.ticks())
    assert 1 <= len(ticks) <= 9
    assert ticks == sorted(ticks)
    assert all(12 <= x <= 900 for x, _, _ in ticks)
    assert 12 <= axis.x(min(one, other)) <= axis.x(max(one, other)) <= 900


def test_a_moment_lies_where_its_share_of_the_time_is() -> None:
    begin = datetime(2026, 1, 1, tzinfo=UTC)
    axis = Axis(begin, begin + timedelta(days=10), 100, 200)
    assert axis.x(begin + timedelta(days=5)) == 150


def test_a_key_comes_and_goes_at_each_path() -> None:
    came = [
        change(ADDED, "a", "2026-01-01"),
        change(REMOVED, "a", "2026-01-05", 2),
        change(ADDED, "b", "2026-01-05", 2),
    ]
    again = change(ADDED, "a", "2026-02-01", 3)
    by_path = stays(exposure(*came, again, again))
    assert [(stay.begin, stay.end) for stay in by_path["a"]] == [(came[0], came[1]), (again, None)]
    assert [(stay.begin, stay.end) for stay in by_path["b"]] == [(came[2], None)]


def test_a_removal_without_a_beginning_is_shown_where_it_was() -> None:
    gone = change(REMOVED, "a", "2026-01-05")
    assert [(stay.begin, stay.end) for stay in stays(exposure(gone))["a"]] == [(gone, gone)]


@pytest.mark.parametrize("date", ["", "yesterday", "292277026596-12-04T15:30:08Z", "0001-01-01T00:00:00+14:00", "-1"])
def test_a_date_that_no_calendar_has_is_in_the_table_only(date: str) -> None:
    odd = Change(Commit("f" * 40, date), "odd.py", ADDED)
    assert moment_of(odd) is None
    alone = timeline_section([KeyRecord(key(0), exposure=exposure(odd))])
    assert alone is not None
    assert "<svg" not in alone[2].source
    assert "odd.py" in alone[2].source
    mixed = timeline_section([KeyRecord(key(0), exposure=exposure(odd, change(ADDED, "a.py", "2026-01-01")))])
    assert mixed is not None
    assert mixed[2].source.count("<circle") == 1


def test_the_timeline_shows_each_change_and_says_it_in_words() -> None:
    section = timeline_section([IN_TREE, SHIPPED, IN_HISTORY])
    assert section is not None
    source = section[2].source
    assert source.count('class="added"') == 4
    assert source.count('class="removed"') == 2
    assert source.count('class="arrow"') == 2
    assert len(re.findall(r"<tr><th scope=\"row\">", source)) == 6
    assert "Key 40… was first committed on 2025-08-14, last changed on 2025-09-01, not in HEAD." in source


def test_without_history_there_is_no_timeline() -> None:
    assert timeline_section([SHIPPED]) is None


def test_who_shares_a_key() -> None:
    users = list(users_by_identity(SERVICES).values())
    assert users == [[("api", "compose.yaml"), ("worker", "compose.yaml")], [("narrator", "k8s/narrator.yaml")]]


def test_variables_of_one_name_with_different_definitions_are_not_shared() -> None:
    name = "the variable SUPERTONE_API_KEY"
    services = (Service("a", "a.yaml", name, identity="1"), Service("b", "b.yaml", name, identity="2"))
    assert len(users_by_identity(services)) == 2


def test_the_picture_of_services() -> None:
    unknown = Service("lost", "Procfile", "")
    section = services_section((*SERVICES, unknown))
    assert section is not None
    source = section[2].source
    assert source.count('class="edge shared"') == 2
    assert source.count('class="edge own"') == 1
    assert "shared by 2" in source
    assert "key 3f… 12340000 serves api and worker." in source
    assert re.search(r"lost.*?not known.*?not known.*?nobody", source)


def test_boxes_do_not_overlap() -> None:
    services = [Service(f"s{number}", "a", f"secret {number % 3}") for number in range(7)]
    services += [Service("s0", "a", "secret 1"), Service("s0", "a", "secret 2")]
    section = services_section(services)
    assert section is not None
    for column in ("0", "590"):
        rows = sorted(int(y) for y in re.findall(rf'<rect x="{column}" y="(\d+)"', section[2].source))
        assert len(rows) == (7 if column == "0" else 3)
        assert all(below - above >= 44 for above, below in pairwise(rows))


def test_without_services_there_is_no_picture() -> None:
    assert services_section(()) is None


def test_changes_that_are_left_out_are_counted_in_the_timeline() -> None:
    changes = (change(ADDED, "a.py", "2026-01-01"), change(ADDED, "b.py", "2026-01-09"))
    for count, is_told in ((2, False), (1_236, True)):
        section = timeline_section([KeyRecord(key(0), exposure=exposure(*changes)._replace(change_count=count))])
        assert section is not None
        assert ("1,234 changes in between are left out" in str(section[2])) == is_told
        assert ("The table below has every change." in str(section[2])) != is_told
