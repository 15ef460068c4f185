"""Pages of the street, and the door of the phones."""

from django.urls import path

from wijkweb.field import sync
from wijkweb.field.views import course

urlpatterns = [
    path("veld/deur/", sync.door, name="field_door"),
    path("veld/deur/aanmelden/", sync.enter, name="field_enter"),
    # the coordinator's page
    path("contracten/<str:case_id>/koers/", course.course, name="course"),
    path("contracten/<str:case_id>/koers/<str:part_id>/", course.course_indicator, name="course_indicator"),
    path("contracten/<str:case_id>/koers/<str:part_id>/cellen.json", course.course_cells, name="course_cells"),
]
