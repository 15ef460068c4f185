"""What a contact is on the server: exactly these columns, and none that could tell who or when exactly."""

from __future__ import annotations

import pytest
from django.db import connection, models

from wijkweb.field.models import Contact, Device, PurgedId

CONTACT = {
    "id", "client_id", "contract_id", "maker_id", "place_id", "track_id", "kind", "group_id", "date", "part_of_day",
    "monday", "minutes", "workers", "head_band", "age_band", "again", "themes", "revises", "flags",
}  # fmt: skip


@pytest.mark.django_db
def test_s8_a_contact_has_exactly_the_columns_that_were_decided() -> None:
    with connection.cursor() as cursor:
        columns = {column.name for column in connection.introspection.get_table_description(cursor, "field_contact")}
    assert columns == CONTACT


def test_s8_no_column_of_a_contact_holds_a_free_text_or_a_clock_time() -> None:
    for field in Contact._meta.concrete_fields:
        free = isinstance(field, models.TextField | models.JSONField | models.DateTimeField | models.TimeField)
        free = free or (isinstance(field, models.CharField) and not field.choices)
        assert not free, field.name


def test_d3_a_phone_leaves_a_day_and_nothing_finer() -> None:
    seen = Device._meta.get_field("seen_on")
    assert type(seen) is models.DateField


def test_of_a_purged_contact_the_id_alone_stays() -> None:
    assert [field.name for field in PurgedId._meta.concrete_fields] == ["client_id"]
