"""What the rows of Django's and Wagtail's own models change on the sites."""

from django.apps import apps

from federation.affects import Affects, declare_effect

EFFECTS: dict[Affects, tuple[str, ...]] = {
    Affects.PAGE: ("wagtailcore.Page",),
    Affects.USERS: ("federation.MemberImage", "federation.MemberDocument"),
    Affects.SUBTREE: ("wagtailcore.PageViewRestriction",),
    Affects.COLLECTION: ("wagtailcore.CollectionViewRestriction",),
    Affects.ALL: ("wagtailcore.Site", "wagtailcore.Locale", "wagtailredirects.Redirect"),
    Affects.NOTHING: (
        # Federation rows: written under the clock by actions, or read by the admin only.
        "federation.Item", "federation.Placement", "federation.Clock", "federation.MemberVersion",
        "federation.FormerAddress", "federation.InboxEntry", "federation.MemberRole", "federation.User",
        "federation.Subscription", "federation.MemberRendition", "federation.ReaderCursor", "federation.DutyRun",
        "django_tasks_database.DBTaskResult", "federation.StoredTask",
        "federation.FileUse", "federation.RenditionSet",
        # Wagtail's bookkeeping.
        "wagtailcore.BaseLogEntry", "wagtailcore.PageLogEntry", "wagtailcore.ModelLogEntry", "wagtailcore.Revision",
        "wagtailcore.GroupPagePermission", "wagtailcore.GroupCollectionPermission", "wagtailcore.GroupSitePermission",
        "wagtailcore.Collection", "wagtailcore.WorkflowPage", "wagtailcore.WorkflowContentType",
        "wagtailcore.WorkflowTask", "wagtailcore.Task", "wagtailcore.Workflow", "wagtailcore.GroupApprovalTask",
        "wagtailcore.WorkflowState", "wagtailcore.TaskState", "wagtailcore.PageSubscription", "wagtailcore.Comment",
        "wagtailcore.CommentReply", "wagtailcore.ReferenceIndex", "wagtailcore.UploadedFile",
        "wagtailcore.APIToken", "wagtailadmin.EditingSession", "wagtailadmin.Admin", "wagtailadmin.FormState",
        "wagtailusers.UserProfile",
        "wagtailembeds.Embed", "wagtaildocs.Document", "wagtailimages.Image", "wagtailimages.Rendition",
        "wagtailimages.UploadedImage", "wagtaildocs.UploadedDocument", "wagtailsearch.Query",
        "wagtailsearch.QueryDailyHits",
        # Indexes and tags (a tag is shown nowhere; a topic will be an own model).
        "taggit.Tag", "taggit.TaggedItem", "modelsearch.IndexEntry", "wagtailsearch.IndexEntry",
        "wagtailsearch.SQLiteFTSIndexEntry", "modelsearch.SQLiteFTSIndexEntry",
        # Signing in: nobody's site depends on it.
        "account.EmailAddress", "account.EmailConfirmation", "mfa.Authenticator", "axes.AccessAttempt",
        "axes.AccessAttemptExpiration", "axes.AccessLog", "axes.AccessFailureLog",
        # Django's.
        "admin.LogEntry", "auth.Permission", "auth.Group", "auth.User", "contenttypes.ContentType",
        "sessions.Session", "migrations.Migration",
    ),
}  # fmt: skip


def declare_effects() -> None:
    """Declares the table above, for the models that are installed."""
    for affects, labels in EFFECTS.items():
        for label in labels:
            app_label, model_name = label.split(".")
            if app_label in apps.app_configs and model_name.lower() in apps.get_app_config(app_label).models:
                declare_effect(apps.get_model(label), affects)
