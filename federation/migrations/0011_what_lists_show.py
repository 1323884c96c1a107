import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Exists, F, OuterRef, Subquery
from django.db.models.functions import NullIf


def fill(apps, schema_editor):
    """From the pages that some site shows; all others are written when they are published again."""
    Item = apps.get_model("federation", "Item")
    Page = apps.get_model("wagtailcore", "Page")
    Placement = apps.get_model("federation", "Placement")
    shown = Item.objects.filter(Exists(Placement.objects.filter(item=OuterRef("pk"), available=True)))
    page = Page.objects.filter(pk=OuterRef("page_id"))
    last_published = NullIf(Subquery(page.values("last_published_at")[:1]), F("published_at"))
    shown.update(expires_at=Subquery(page.values("expire_at")[:1]), updated_at=last_published)
    for model in apps.get_models():
        names = {field.name for field in model._meta.get_fields()}
        if names >= {"page_ptr", "summary", "image"}:
            page = model.objects.filter(pk=OuterRef("page_id"))
            shown.filter(Exists(page)).update(
                summary=Subquery(page.values("summary")[:1]), image_id=Subquery(page.values("image_id")[:1])
            )


class Migration(migrations.Migration):
    """What lists show of an item stands in its own row (docs/adr/0017)."""

    dependencies = [
        ("federation", "0010_audit_entry"),
    ]

    operations = [
        migrations.AddField(
            model_name="item",
            name="expires_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="item",
            name="image",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="federation.memberimage",
            ),
        ),
        migrations.AddField(
            model_name="item",
            name="summary",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="item",
            name="updated_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
