"""Reads that are marked `once` ask the database the first time only, within one answer and never beyond it."""

from __future__ import annotations

from collections.abc import Callable

from wijkweb.commons.once import once, reading_once


def counted() -> tuple[list[tuple[int, str]], Callable[..., int]]:
    asked: list[tuple[int, str]] = []

    @once
    def read(number: int, *, word: str = "") -> int:
        asked.append((number, word))
        return len(asked)

    return asked, read


def test_without_it_every_read_asks() -> None:
    asked, read = counted()
    assert [read(1), read(1)] == [1, 2]
    assert asked == [(1, ""), (1, "")]


def test_within_it_each_thing_is_asked_once() -> None:
    asked, read = counted()
    with reading_once():
        assert [read(1), read(2), read(1), read(1, word="a"), read(1, word="a")] == [1, 2, 1, 3, 3]
    assert asked == [(1, ""), (2, ""), (1, "a")]


def test_one_within_another_is_the_outer_one() -> None:
    asked, read = counted()
    with reading_once():
        read(1)
        with reading_once():
            read(1)
        read(1)
    assert asked == [(1, "")]


def test_nothing_is_kept_after_it_not_after_a_fault_either() -> None:
    asked, read = counted()
    try:
        with reading_once():
            read(1)
            raise ValueError
    except ValueError:
        pass
    read(1)
    with reading_once():
        read(1)
    assert len(asked) == 3


def test_two_reads_of_one_name_are_two() -> None:
    (_, first), (_, second) = counted(), counted()
    with reading_once():
        first(1)
        assert [first(5), second(5)] == [2, 1]
