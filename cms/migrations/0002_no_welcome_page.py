"""Wagtail's welcome page and default site belong to no member, so no address may answer with them."""

from django.db import migrations


def remove_welcome(apps, schema_editor):
    apps.get_model("wagtailcore", "Site").objects.all().delete()
    apps.get_model("wagtailcore", "Page").objects.filter(depth=2).delete()
    apps.get_model("wagtailcore", "Page").objects.filter(depth=1).update(numchild=0)


class Migration(migrations.Migration):
    dependencies = [("cms", "0001_page_types"), ("wagtailcore", "0098_apitoken")]

    operations = [migrations.RunPython(remove_welcome, migrations.RunPython.noop)]
