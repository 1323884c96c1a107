from django.db import migrations
from django.db.models import Exists, F, OuterRef, Subquery
from django.db.models.functions import NullIf


def fill(apps, schema_editor):
    """From their pages, as publishing writes them: dates of all, words and pictures only of what some site shows."""
    Item = apps.get_model("federation", "Item")
    Page = apps.get_model("wagtailcore", "Page")
    Placement = apps.get_model("federation", "Placement")
    page = Page.objects.filter(pk=OuterRef("page_id"))
    last_published = NullIf(Subquery(page.values("last_published_at")[:1]), F("published_at"))
    items = Item.objects.filter(page__isnull=False)
    items.update(expires_at=Subquery(page.values("expire_at")[:1]), updated_at=last_published)
    shown = items.filter(Exists(Placement.objects.filter(item=OuterRef("pk"), available=True)))
    for model in apps.get_models():
        names = {field.name for field in model._meta.get_fields()}
        if names >= {"page_ptr", "summary", "image"}:
            page = model.objects.filter(pk=OuterRef("page_id"))
            shown.filter(Exists(page)).update(
                summary=Subquery(page.values("summary")[:1]), image_id=Subquery(page.values("image_id")[:1])
            )


class Migration(migrations.Migration):
    """By itself, so that the table is not locked for longer than it takes to add the columns."""

    dependencies = [
        ("federation", "0011_what_lists_show"),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
