"""What the addresses of Wagtail's own admin name, by view; what is not here, and says nothing itself, is refused."""

from __future__ import annotations

from django.db.models import Model
from wagtail.admin.models import EditingSession
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, Page, Revision, TaskState, UploadedFile, WorkflowState

from federation.models import Placement
from federation.tenancy.guard import CLOSED, Guard, declare_guard

Document, Image = get_document_model(), get_image_model()

# A parameter of this name means the same in every address of the admin; None names no row.
PARAMETERS: dict[str | int, type[Model] | None] = {
    "page_id": Page, "parent_page_id": Page, "page_to_move_id": Page, "destination_id": Page,
    "image_id": Image, "document_id": Document, "doc_id": Document, "collection_id": Collection,
    "revision_id": Revision, "revision_id_a": Revision, "revision_id_b": Revision,
    "task_state_id": TaskState, "workflow_state_id": WorkflowState,
    "uploaded_file_id": UploadedFile, "session_id": EditingSession, "placement_id": Placement,
    "action_name": None, "filter_spec": None, "uidb64": None, "token": None, "path": None,
}  # fmt: skip

PERSONAL = Guard(personal=True)
# What everybody sees, and what is the person's own.
OPEN = (
    "admin_root", "wagtailadmin_home", "wagtailadmin_error_test", "wagtailadmin_account", "wagtailadmin_logout",
    "wagtailadmin_login", "wagtailadmin_dismissibles", "wagtailadmin_sprite", "wagtailadmin_javascript_catalog",
    "wagtailadmin_password_reset", "wagtailadmin_password_reset_done", "wagtailadmin_password_reset_confirm",
    "wagtailadmin_password_reset_complete", "wagtailadmin_editing_sessions:ping",
    "wagtailadmin_editing_sessions:release", "wagtail.admin.views.home.default",
    "django.views.generic.base.TemplateView",
    "django.views.generic.base.view",
)  # fmt: skip
# Every row that they name is in their address; their lists ask Wagtail's policies, which ask the member's rights.
WITHIN = (
    "wagtailadmin_explore_root", "wagtailadmin_explore", "wagtailadmin_explore_results", "wagtail_bulk_action",
    *(
        f"wagtailadmin_pages:{name}"
        for name in (
            "add", "preview_on_add", "usage", "edit", "preview_on_edit", "view_draft", "add_subpage", "delete",
            "unpublish", "convert_alias", "search", "search_results", "move", "move_confirm", "set_page_position",
            "copy", "workflow_action", "collect_workflow_action_data", "confirm_workflow_cancellation",
            "set_privacy", "lock", "unlock", "revisions_index", "revisions_view", "revisions_revert",
            "revisions_unschedule", "workflow_history", "workflow_history_detail", "history", "history_results",
        )
    ),
    "wagtailadmin_api:pages:listing", "wagtailadmin_api:pages:find", "wagtailadmin_block_preview",
    "wagtailadmin_choose_page_external_link", "wagtailadmin_choose_page_email_link",
    "wagtailadmin_choose_page_phone_link", "wagtailadmin_choose_page_anchor_link", "wagtailadmin_choose_page",
    "wagtailadmin_choose_page_search", "wagtailadmin_tag_autocomplete",
    "wagtailadmin_collections:index", "wagtailadmin_collections:add",
    "wagtailadmin_reports:locked_pages", "wagtailadmin_reports:locked_pages_results",
    "wagtailadmin_reports:aging_pages", "wagtailadmin_reports:aging_pages_results",
    "wagtailadmin_reports:workflow", "wagtailadmin_reports:workflow_results", "wagtailadmin_reports:workflow_tasks",
    "wagtailadmin_reports:workflow_tasks_results", "wagtailadmin_reports:site_history",
    "wagtailadmin_reports:site_history_results",
    "wagtailembeds:chooser", "wagtailembeds:chooser_upload",
    "federation_images", "federation_images_results", "federation_documents", "federation_documents_results",
    *(
        f"wagtaildocs:{name}"
        for name in (
            "index", "index_results", "add", "edit", "delete", "add_multiple", "edit_multiple",
            "create_multiple_from_uploaded_document", "delete_multiple", "delete_upload_multiple", "document_usage",
        )
    ),
    *(
        f"wagtailimages:{name}"
        for name in (
            "index", "index_results", "add", "edit", "delete", "add_multiple", "edit_multiple", "url_generator",
            "url_generator_output", "preview", "create_multiple_from_uploaded_image", "delete_multiple",
            "delete_upload_multiple", "image_usage",
        )
    ),
    "wagtaildocs_chooser:choose", "wagtaildocs_chooser:choose_results", "wagtaildocs_chooser:create",
    "wagtailimages_chooser:choose", "wagtailimages_chooser:choose_results", "wagtailimages_chooser:create",
)  # fmt: skip
# The installation's own: people and their groups, sites, workflows, redirects, and lists that know no member.
NOT_FOR_MEMBERS = (
    "wagtailadmin_api:pages:action", "wagtailadmin_api:documents:*", "wagtailadmin_api:images:*",
    "wagtailadmin_pages:type_use", "wagtailadmin_pages:type_use_results", "wagtailadmin_pages:choose_parent",
    "wagtailadmin_pages:workflow_preview", "wagtailadmin_tag_model_autocomplete", "wagtailadmin_workflows:*",
    "wagtailadmin_reports:page_types_usage", "wagtailadmin_reports:page_types_usage_results",
    "wagtailredirects:*", "wagtailsettings:*", "wagtailusers_users:*",
    "wagtailusers_groups:*", "wagtailsites:*", "wagtailsnippets:index",
)  # fmt: skip


def declare_admin_views() -> None:
    """Called once, when the application is ready."""
    for name in OPEN:
        declare_guard(name, PERSONAL)
    for name in WITHIN:
        declare_guard(name, Guard())
    for name in NOT_FOR_MEMBERS:
        declare_guard(name, CLOSED)
    for family in ("account", "mfa", "oidc"):  # a person's own way in; their keys are looked up among the person's
        declare_guard(f"{family}_*", Guard({"pk": None, "key": None}, personal=True))
    special: dict[str, Guard] = {
        "wagtailadmin_api:pages:detail": Guard({"pk": Page}),
        "wagtailadmin_pages:revisions_compare": Guard({"pk": Page}),
        "wagtailadmin_choose_page_child": Guard(chosen=True),
        "wagtailadmin_choose_page_chosen_multiple": Guard(asked={"id": Page}, chosen=True),
        "wagtailadmin_pages:copy": Guard(asked={"new_parent_page": Page}),
        "wagtailadmin_collections:edit": Guard({"pk": Collection}),
        "wagtailadmin_collections:delete": Guard({"pk": Collection}),
        "wagtailadmin_collections:set_privacy": Guard(),
        "wagtaildocs_chooser:chosen": Guard({"pk": Document}, chosen=True),
        "wagtaildocs_chooser:chosen_multiple": Guard(asked={"id": Document}, chosen=True),
        "wagtailimages_chooser:chosen": Guard({"pk": Image}, chosen=True),
        "wagtailimages_chooser:chosen_multiple": Guard(asked={"id": Image}, chosen=True),
        "wagtailimages_chooser:select_format": Guard(chosen=True),
        # A file on the admin's host: who may choose it may open it.
        "wagtaildocs_serve": Guard({0: Document, 1: None, "filename": None}, chosen=True),  # type: ignore[dict-item]
        "wagtaildocs_authenticate_with_password": Guard({"restriction_id": None}),
        "admin_media": Guard({"key": None}),  # the view asks who may use the image
        "wagtail_serve": Guard(),
        "wagtailcore_login": Guard(),
        "wagtailcore_authenticate_with_password": Guard({"page_view_restriction_id": None}, chosen=True),
    }
    for name, guard in special.items():
        declare_guard(name, guard)
