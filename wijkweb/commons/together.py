"""Many small tables read in one message to the database, where one answer rests on all of them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import update_wrapper
from typing import Any, Generic, ParamSpec, TypeVar, cast

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import ForeignKey, Model, Prefetch, QuerySet

from wijkweb.commons.once import answers, found_once

P = ParamSpec("P")
T = TypeVar("T")
Rows = Sequence[Sequence[Any]]
NARROW = 12  # columns


class Asked(Generic[P, T]):
    """A read of the rows of a query: alone, or with others by `ask`; once within `reading_once`."""

    def __init__(self, query: Callable[P, QuerySet[Any, T]]) -> None:
        self.query = query
        update_wrapper(self, query)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> tuple[T, ...]:
        one = self.of(*args, **kwargs)
        return found_once(one, lambda: tuple(one.query()))

    def of(self, *args: P.args, **kwargs: P.kwargs) -> Ask:
        """The same read, to be asked with others."""
        return Ask(self.query, args, tuple(sorted(kwargs.items())))


@dataclass(frozen=True, slots=True)
class Ask:
    """A query and what it is asked with."""

    make: Callable[..., QuerySet[Any, Any]]
    args: tuple[Any, ...]
    named: tuple[tuple[str, Any], ...]

    def query(self) -> QuerySet[Any, Any]:
        return self.make(*self.args, **dict(self.named))


def asked(query: Callable[P, QuerySet[Any, T]]) -> Asked[P, T]:
    """Makes a read of a function that gives a query. Its rows are the same for all who ask: who needs one changed
    takes a copy."""
    return Asked(query)


def ask(*asks: Ask) -> None:
    """Reads all of these in one message; the reads themselves then know their rows. Within `reading_once` only."""
    known = answers()
    if known is None:
        raise RuntimeError("ask() has nowhere to keep what it reads: open reading_once() first")
    new = {one: one.query() for one in asks if one not in known}
    fill(list(new.values()))
    known.update({one: tuple(query) for one, query in new.items()})


def fill(queries: Sequence[QuerySet[Any, Any]]) -> None:
    """Reads the rows of all these queries in one message to the database; none of them asks anything after that.

    What they prefetch is read along, one level deep, by the foreign key that points at their rows.
    """
    children = [child for query in queries for child in _children(query)]
    every = [*queries, *(child.rows for child in children)]
    if every:
        compilers = [query.query.get_compiler(query.db) for query in every]
        for query, compiler, rows in zip(every, compilers, _read(compilers), strict=True):
            query._result_cache = _made(query, compiler, rows)
            query._prefetch_done = True  # type: ignore[attr-defined]
    for child in children:
        child.give()


def _made(query: QuerySet[Any, Any], compiler: Any, rows: Rows) -> list[Any]:
    """What a query makes of rows that were read already: objects, tuples or values, by its own way."""
    compiler.execute_sql = lambda *args, **kwargs: [rows]
    query.query.get_compiler = lambda *args, **kwargs: compiler  # type: ignore[method-assign]
    try:
        return list(cast(Iterable[Any], query._iterable_class(query)))
    finally:
        del query.query.get_compiler  # what is asked of this query later is asked of the database


@dataclass(frozen=True, slots=True)
class _Child:
    """The rows that point at those of a query, under the name by which these know them."""

    parents: QuerySet[Any]
    name: str
    key: ForeignKey[Any, Any]
    rows: QuerySet[Any]

    def give(self) -> None:
        """Puts the rows where Django's own prefetch would."""
        found: dict[Any, list[Model]] = defaultdict(list)
        for row in self.rows:
            found[getattr(row, self.key.attname)].append(row)
        for parent in self.parents:
            own = getattr(parent, self.name).get_queryset()
            own._result_cache, own._prefetch_done = found[parent.pk], True
            for row in own._result_cache:
                self.key.set_cached_value(row, parent)
            parent.__dict__.setdefault("_prefetched_objects_cache", {})[self.key.remote_field.cache_name] = own


def _children(query: QuerySet[Any, Any]) -> Iterator[_Child]:
    for lookup in query._prefetch_related_lookups:  # type: ignore[attr-defined]
        name, rows = (lookup.prefetch_to, lookup.queryset) if isinstance(lookup, Prefetch) else (lookup, None)
        key = query.model._meta.get_field(name).field
        if rows is None:
            rows = key.model._default_manager.all()
        parents = query.prefetch_related(None).order_by().values("pk")
        yield _Child(query, name, key, rows.filter(**{f"{key.name}__in": parents}))


def _read(compilers: Sequence[Any]) -> list[Rows]:
    """The rows of each query, as the database gives them, in the order in which they were asked."""
    found: list[Rows] = [()] * len(compilers)
    told = []
    for at, compiler in enumerate(compilers):
        try:
            told.append((at, compiler, *compiler.as_sql()))
        except EmptyResultSet:
            continue
    if told:
        connection = connections[compilers[0].using]
        with connection.cursor() as cursor:
            read = _as_one_answer if connection.vendor == "sqlite" else _as_several_answers
            for at, rows in read(cursor, told):
                found[at] = rows
    return found


def _as_several_answers(cursor: Any, told: Sequence[tuple[int, Any, str, Any]]) -> Iterator[tuple[int, Rows]]:
    """PostgreSQL takes several statements in one message, and answers each."""
    cursor.execute("; ".join(sql for _, _, sql, _ in told), [one for *_, params in told for one in params])
    for at, _compiler, _, _ in told:
        yield at, cursor.fetchall()
        cursor.nextset()


def _as_one_answer(cursor: Any, told: Sequence[tuple[int, Any, str, Any]]) -> Iterator[tuple[int, Rows]]:
    """SQLite (3.35 or later) takes one statement: the queries under each other, each row led by its query's number.

    MATERIALIZED keeps the order of a query's rows. The plus hides the declared type of a column, which would be that
    of the first query for all of them; what a value is, is left to the fields. A wide row comes as one list in JSON:
    the many narrow ones would be as wide otherwise.
    """
    most = max((compiler.col_count for _, compiler, _, _ in told if compiler.col_count <= NARROW), default=1)
    queries, parts, wide = [], [], set()
    for at, compiler, sql, _ in told:
        names = [f"c{column}" for column in range(compiler.col_count)]
        queries.append(f"q{at}({', '.join(names)}) AS MATERIALIZED ({sql})")
        columns = [f"+{name}" for name in names]
        if len(names) > NARROW:
            wide.add(at)
            columns = [f"json_array({', '.join(names)})"]
        parts.append(
            " ".join(("SELECT", ", ".join((str(at), *columns, *["NULL"] * (most - len(columns)))), f"FROM q{at}"))
        )
    cursor.execute(
        f"WITH {', '.join(queries)} {' UNION ALL '.join(parts)}", [one for *_, params in told for one in params]
    )
    found: dict[int, list[Sequence[Any]]] = defaultdict(list)
    for row in cursor.fetchall():
        found[row[0]].append(row)
    for at, compiler, _, _ in told:
        rows = found[at]
        yield (
            at,
            [json.loads(row[1]) for row in rows] if at in wide else [row[1 : compiler.col_count + 1] for row in rows],
        )
