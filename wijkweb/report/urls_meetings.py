"""Pages of bodies, meetings, decisions and actions."""

from django.urls import path

from wijkweb.report.views import agenda, bodies, decisions, meetings, minutes

_ALL = "contracten/<str:case_id>/"
_ONE = f"{_ALL}vergaderingen/<str:meeting_id>/"
_ITEM = f"{_ONE}agenda/<str:item_id>/"

urlpatterns = [
    path(f"{_ALL}vergaderingen/", meetings.meeting_list, name="meeting_list"),
    path(f"{_ALL}vergaderingen/nieuw/", meetings.meeting_add, name="meeting_add"),
    path(_ONE, meetings.meeting, name="meeting"),
    path(f"{_ONE}wijzigen/", meetings.meeting_change, name="meeting_change"),
    path(f"{_ONE}annuleren/", meetings.meeting_cancel, name="meeting_cancel"),
    path(f"{_ONE}beginnen/", meetings.meeting_begin, name="meeting_begin"),
    path(f"{_ONE}aanwezig/", meetings.attendance, name="meeting_attendance"),
    path(f"{_ONE}uitnodiging.ics", minutes.invitation, name="meeting_invitation"),
    # its agenda
    path(f"{_ONE}agenda/", agenda.agenda, name="agenda"),
    path(f"{_ONE}agenda/verzamelen/", agenda.agenda_gather, name="agenda_gather"),
    path(f"{_ONE}agenda/nieuw/", agenda.agenda_item_add, name="agenda_item_add"),
    path(f"{_ITEM}houden/", agenda.agenda_keep, name="agenda_keep"),
    path(f"{_ITEM}weglaten/", agenda.agenda_drop, name="agenda_drop"),
    path(f"{_ITEM}omhoog/", agenda.agenda_up, name="agenda_up"),
    path(f"{_ITEM}omlaag/", agenda.agenda_down, name="agenda_down"),
    # its minutes
    path(f"{_ONE}verslag/", minutes.minutes_write, name="minutes_write"),
    path(f"{_ONE}verslag/goedkeuren/", minutes.minutes_approve, name="minutes_approve"),
    path(f"{_ONE}verslag/verbeteren/", minutes.minutes_correct, name="minutes_correct"),
    path(f"{_ONE}verslag.pdf", minutes.minutes_pdf, name="minutes_pdf"),
    path(f"{_ONE}verslag.docx", minutes.minutes_docx, name="minutes_docx"),
    path(f"{_ONE}besluiten/nieuw/", decisions.decision_add, name="decision_add"),
    path(f"{_ONE}acties/nieuw/", decisions.action_add, name="action_add"),
    # over all meetings
    path(f"{_ALL}besluiten/", decisions.decision_list, name="decision_list"),
    path(f"{_ALL}besluiten/<str:decision_id>/", decisions.decision, name="decision"),
    path(f"{_ALL}besluiten/<str:decision_id>/verwoorden/", decisions.decision_reword, name="decision_reword"),
    path(f"{_ALL}besluiten/<str:decision_id>/intrekken/", decisions.decision_withdraw, name="decision_withdraw"),
    path(f"{_ALL}acties/", decisions.action_list, name="action_list"),
    path(f"{_ALL}acties/<str:action_id>/", decisions.action, name="action"),
    # bodies
    path(f"{_ALL}organen/", bodies.body_list, name="body_list"),
    path(f"{_ALL}organen/beginnen/", bodies.body_begin, name="body_begin"),
    path(f"{_ALL}organen/nieuw/", bodies.body_add, name="body_add"),
    path(f"{_ALL}organen/<str:part_id>/", bodies.body_change, name="body_change"),
    path(f"{_ALL}organen/<str:part_id>/leden/nieuw/", bodies.body_member_add, name="body_member_add"),
    path(f"{_ALL}organen/leden/<str:part_id>/", bodies.body_member_change, name="body_member_change"),
]
