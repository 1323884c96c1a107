from django.db import migrations, models


class Migration(migrations.Migration):
    """A set of renditions that cannot be made stays visible until it can (docs/adr/0009)."""

    dependencies = [
        ("federation", "0014_duty_run_reasons"),
    ]

    operations = [
        migrations.AddField(
            model_name="renditionset",
            name="failed",
            field=models.BooleanField(default=False),
        ),
    ]
