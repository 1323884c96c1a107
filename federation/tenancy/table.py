"""To whom the rows of Django's, Wagtail's and the federation's own models belong."""

from __future__ import annotations

from django.apps import apps

from federation.belongs import NOBODY, Belongs, To, declare_belongs

BELONGS: dict[Belongs, tuple[str, ...]] = {
    Belongs(To.MEMBER, offered=True): ("federation.Member",),
    Belongs(To.MEMBER, "member"): (
        "federation.Brand", "federation.Placement", "federation.MemberVersion", "federation.FormerAddress",
        "federation.HostAlias", "federation.InboxEntry", "federation.MemberRole", "federation.Subscription",
    ),
    Belongs(To.MEMBER, "owner", offered=True): ("federation.Channel",),
    Belongs(To.MEMBER, "owner"): ("federation.Item",),
    Belongs(To.MEMBER, "lead", offered=True): ("federation.Association",),
    Belongs(To.PAGE): ("wagtailcore.Page",),
    Belongs(To.PAGE, "page"): (
        "wagtailcore.PageViewRestriction", "wagtailcore.PageLogEntry", "wagtailcore.Comment",
        "wagtailcore.GroupPagePermission", "wagtailcore.WorkflowPage",
    ),
    Belongs(To.PAGE, "comment__page"): ("wagtailcore.CommentReply",),
    Belongs(To.PAGE, "workflow_pages__page"): ("wagtailcore.Workflow",),
    Belongs(To.PAGE, "workflow_tasks__workflow__workflow_pages__page"): ("wagtailcore.Task",),
    Belongs(To.PAGE, "workflow__workflow_pages__page"): ("wagtailcore.WorkflowTask",),
    Belongs(To.COLLECTION): ("wagtailcore.Collection",),
    Belongs(To.COLLECTION, "collection"): (
        "wagtailimages.Image", "wagtaildocs.Document", "federation.MemberImage", "federation.MemberDocument",
        "wagtailcore.CollectionViewRestriction", "wagtailcore.GroupCollectionPermission",
    ),
    Belongs(To.COLLECTION, "image__collection"): ("federation.MemberRendition", "wagtailimages.Rendition"),
    Belongs(To.SITE): ("wagtailcore.Site",),
    Belongs(To.SITE, "site"): ("wagtailredirects.Redirect", "wagtailcore.GroupSitePermission"),
    Belongs(To.PERSON): ("federation.User",),
    Belongs(To.PERSON, "user"): (
        "wagtailusers.UserProfile", "wagtailcore.APIToken", "wagtailadmin.EditingSession", "wagtailadmin.FormState",
        "wagtailcore.PageSubscription", "federation.ExternalIdentity", "account.EmailAddress", "mfa.Authenticator",
    ),
    Belongs(To.PERSON, "uploaded_by_user"): ("wagtailcore.UploadedFile",),
    Belongs(To.OBJECT): (
        "wagtailcore.Revision", "wagtailcore.ModelLogEntry", "wagtailcore.WorkflowState", "wagtailcore.ReferenceIndex",
        "taggit.TaggedItem",
    ),
    Belongs(To.OBJECT, "workflow_state"): ("wagtailcore.TaskState",),
    Belongs(To.ALL): (
        "wagtailcore.Locale", "contenttypes.ContentType", "auth.Permission", "wagtailadmin.Admin",
        "wagtailembeds.Embed", "federation.Clock",
    ),
    NOBODY: (
        "auth.Group", "sessions.Session", "admin.LogEntry", "taggit.Tag", "wagtailcore.WorkflowContentType",
        "federation.ReaderCursor", "federation.DutyRun", "federation.FileUse", "federation.RenditionSet",
        "federation.StoredTask", "account.EmailConfirmation", "axes.AccessAttempt", "axes.AccessAttemptExpiration",
        "axes.AccessFailureLog", "axes.AccessLog", "django_tasks_database.DBTaskResult",
        "modelsearch.IndexEntry", "wagtailsearch.IndexEntry",
        "modelsearch.SQLiteFTSIndexEntry", "wagtailsearch.SQLiteFTSIndexEntry",
    ),
}  # fmt: skip


def declare_all() -> None:
    """Declares the table above, for the models that are installed."""
    for belongs, labels in BELONGS.items():
        for label in labels:
            app_label, model_name = label.split(".")
            if app_label in apps.app_configs and model_name.lower() in apps.get_app_config(app_label).models:
                declare_belongs(apps.get_model(label), belongs)
