from django.urls import path

from wijkweb.call import views

urlpatterns = [
    path("oproepen/", views.call_list, name="call_list"),
    path("oproepen/<slug:call_id>/", views.call_page, name="call_page"),
    path("oproepen/<slug:call_id>/oproep.toml", views.call_file, name="call_file"),
]
