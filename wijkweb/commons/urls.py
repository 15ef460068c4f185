from django.urls import path

from wijkweb.commons import views

urlpatterns = [
    path("aanmelden/", views.sign_in, name="account_login"),
    path("afmelden/", views.sign_out, name="account_logout"),
    path("wachtwoord/", views.change_password, name="account_change_password"),
    path("uitnodiging/<str:secret>/", views.invitation, name="invitation"),
    path("taal/", views.language, name="language"),
    path("dagboek/", views.journal, name="journal"),
    path("over/", views.about, name="about"),
    path("gezond/leeft", views.alive, name="alive"),
    path("gezond/klaar", views.ready, name="ready"),
]
