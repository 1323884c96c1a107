"""The federation's places in Wagtail's admin: menu, addresses, buttons of a page, the note about tasks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter
from wagtail.models import Page, PageLogEntry

from federation.actions.publish_scheduled import NOT_PUBLISHED
from federation.models import User
from federation.ports import Listed, Syndicated
from federation.task_health import read_task_health
from federation.tenancy import collection_log
from federation.tenancy.choices import narrow_choices
from federation.tenancy.reach import reach_of, reads_what_arrives
from federation.tenancy.recipients import narrow_recipients
from federation.tenancy.tending import tends_tasks
from federation.views.catalogue import CatalogueView
from federation.views.channels import ChannelsView
from federation.views.dashboard import narrow_items, narrow_panels
from federation.views.inbox import InboxView
from federation.views.on_screen import MemberExplorerItem, SwitchView
from federation.views.pages import MemberPageViewSet, page_viewset
from federation.views.people import log_entries
from federation.views.people.invitations import InvitationScreen, InviteView
from federation.views.people.people import PeopleView
from federation.views.people.person import PersonView
from federation.views.receipt import ReceiptView
from federation.views.received_item import ReceivedItemView
from federation.views.register import RegisterMenuItem, RegisterView
from federation.views.task_note import TaskNote
from federation.views.task_report import DiscardTaskView, TaskReportView
from federation.views.withdraw import WithdrawView

narrow_choices()
narrow_recipients()
collection_log.connect()


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    return [
        path("arrivi/", InboxView.as_view(), name="federation_inbox"),
        path("arrivi/<int:placement_id>/", ReceivedItemView.as_view(), name="federation_received_item"),
        path("catalogo/", CatalogueView.as_view(), name="federation_catalogue"),
        path("reports/registro/", RegisterView.as_view(), name="federation_register"),
        path(
            "reports/registro/risultati/", RegisterView.as_view(results_only=True), name="federation_register_results"
        ),
        path("ente/", SwitchView.as_view(), name="federation_switch"),
        path("canali/", ChannelsView.as_view(), name="federation_channels"),
        path("persone/", PeopleView.as_view(), name="federation_people"),
        path("persone/invita/", InviteView.as_view(), name="federation_invite"),
        path("persone/inviti/<int:invitation_id>/", InvitationScreen.as_view(), name="federation_invitation"),
        path("persone/<int:person_id>/", PersonView.as_view(), name="federation_person"),
        path("reports/lavori/", TaskReportView.as_view(), name="federation_tasks"),
        path("reports/lavori/<uuid:task_id>/scarta/", DiscardTaskView.as_view(), name="federation_discard_task"),
        path("pages/<int:page_id>/ritira/", WithdrawView.as_view(), name="federation_withdraw"),
        path("pages/<int:page_id>/dove/", ReceiptView.as_view(), name="federation_receipt"),
    ]


class ReceiverMenuItem(MenuItem):  # type: ignore[misc]
    """Seen by whoever works for a member, and by auditors."""

    def is_shown(self, request: HttpRequest) -> bool:
        return reads_what_arrives(request.user)  # type: ignore[arg-type]


@hooks.register("register_admin_viewset")
def viewset_of_all_page_types() -> MemberPageViewSet:
    return page_viewset


@hooks.register("register_admin_menu_item")
def inbox_menu_item() -> MenuItem:
    return ReceiverMenuItem(_("In arrivo"), reverse("federation_inbox"), name="inbox", icon_name="download", order=150)


@hooks.register("register_admin_menu_item")
def catalogue_menu_item() -> MenuItem:
    return ReceiverMenuItem(
        _("Catalogo"), reverse("federation_catalogue"), name="catalogue", icon_name="list-ul", order=160
    )


@hooks.register("register_admin_menu_item")
def channels_menu_item() -> MenuItem:
    return ReceiverMenuItem(_("Canali"), reverse("federation_channels"), name="channels", icon_name="site", order=170)


class PeopleMenuItem(MenuItem):  # type: ignore[misc]
    """Seen by whoever administers a member, and by auditors."""

    def is_shown(self, request: HttpRequest) -> bool:
        reach = reach_of(request.user)  # type: ignore[arg-type]
        return reach.administers or reach.audits_all


@hooks.register("register_admin_menu_item")
def people_menu_item() -> MenuItem:
    return PeopleMenuItem(_("Persone"), reverse("federation_people"), name="people", icon_name="group", order=185)


@hooks.register("insert_global_admin_css")
def admin_css() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', versioned_static("federation/admin.css"))


@hooks.register("insert_global_admin_js")
def admin_js() -> SafeString:
    return format_html('<script src="{}"></script>', versioned_static("federation/on_screen.js"))


@hooks.register("insert_editor_js")
def editor_js() -> SafeString:
    return format_html('<script src="{}"></script>', versioned_static("federation/autosave.js"))


@hooks.register("construct_main_menu")
def explorer_of_member(request: HttpRequest, items: list[MenuItem]) -> None:
    """«Pagine» begins at the member on screen."""
    items[:] = [MemberExplorerItem.instead_of(item) if item.name == "explorer" else item for item in items]


hooks.register("construct_homepage_summary_items", narrow_items, order=1)  # after all have added theirs
hooks.register("construct_homepage_panels", narrow_panels)


class NotPublishedFormatter(LogFormatter):  # type: ignore[misc]
    """With the reason, for the editors who read the page's history."""

    label = message = _("Pubblicazione programmata non riuscita")

    def format_message(self, log_entry: PageLogEntry) -> str:
        return f"{self.label}: {log_entry.data.get('reason', '')}"


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    actions.register_action(
        "tenancy.refused_address", _("Rifiutato"), _("Ha chiesto ciò che non è del suo ente, o non è del suo ruolo")
    )
    actions.register_action(
        "tenancy.refused_reference", _("Rimando rifiutato"), _("Ha usato ciò che è di un altro ente")
    )
    actions.register_action("federation.decide", _("Decisione"), _("Deciso su un contenuto ricevuto"))
    actions.register_action("federation.subscribe", _("Iscrizione"), _("Cambiato come arriva un canale"))
    actions.register_action("federation.leave", _("Uscita"), _("Uscito dal consorzio"))
    actions.register_action("federation.rejoin", _("Riammissione"), _("Riammesso nel consorzio"))
    actions.register_action(NOT_PUBLISHED)(NotPublishedFormatter)
    log_entries.register(actions)


@hooks.register("construct_reports_menu")
def hide_closed_reports(request: HttpRequest, items: list[MenuItem]) -> None:
    """The gate refuses it: it counts the pages of all members."""
    if not request.user.is_superuser:  # type: ignore[union-attr]
        items[:] = [item for item in items if item.name != "page-types-usage"]


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def page_buttons(page: Page, user: User, *args: Any, **kwargs: Any) -> Iterator[Button]:
    """For every item: withdraw it with an explanation. For one that may go to other members: see who shows it."""
    kind = page.specific_class
    if kind is None or not issubclass(kind, Listed):
        return
    permissions = page.permissions_for_user(user)
    goes_out = issubclass(kind, Syndicated) and permissions.can_edit()
    if goes_out and reach_of(user).sending:
        yield Button(_("Dove si vede"), reverse("federation_receipt", args=[page.pk]), icon_name="site", priority=61)
    if permissions.can_unpublish():
        yield Button(_("Ritira…"), reverse("federation_withdraw", args=[page.pk]), icon_name="cross", priority=62)


class TendingMenuItem(MenuItem):  # type: ignore[misc]
    """Seen by whoever looks after the installation."""

    def is_shown(self, request: HttpRequest) -> bool:
        return tends_tasks(request.user)


@hooks.register("register_reports_menu_item")
def tasks_menu_item() -> MenuItem:
    return TendingMenuItem(
        _("Lavori in sospeso"), reverse("federation_tasks"), name="tasks", icon_name="history", order=50
    )


@hooks.register("register_reports_menu_item")
def register_menu_item() -> MenuItem:
    return RegisterMenuItem(
        _("Registro"), reverse("federation_register"), name="register", icon_name="history", order=40
    )


@hooks.register("construct_homepage_panels")
def task_note(request: HttpRequest, panels: list[Any]) -> None:
    if tends_tasks(request.user) and not (health := read_task_health()).is_well:
        panels.append(TaskNote(health))


@hooks.register("register_permissions")
def permission_to_tend_tasks() -> QuerySet[Permission]:
    """So that an administrator who is no superuser may be given it."""
    return Permission.objects.filter(content_type__app_label="federation", codename="tend_tasks")
