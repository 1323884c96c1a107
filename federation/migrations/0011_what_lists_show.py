import django.db.models.deletion
from django.db import migrations, models


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
            field=models.TextField(blank=True, db_default="", default=""),
        ),
        migrations.AddField(
            model_name="item",
            name="updated_at",
            field=models.DateTimeField(null=True),
        ),
    ]
