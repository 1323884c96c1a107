from django.db import migrations, models


class Migration(migrations.Migration):
    """What a duty itself says of its failure, for whoever looks after the installation (docs/adr/0010)."""

    dependencies = [
        ("federation", "0013_slug_once_per_section"),
    ]

    operations = [
        migrations.AddField(
            model_name="dutyrun",
            name="reasons",
            field=models.TextField(default=""),
        ),
    ]
