"""Removes what Wagtail installs as an example, because it belongs to no member: the welcome page and its site, which
would answer on unknown hosts, and the moderators' workflow and groups, which would reach into every tree."""

from django.db import migrations


def remove_examples(apps, schema_editor):
    pages = apps.get_model("wagtailcore", "Page").objects
    welcome = pages.filter(depth=2, url_path="/home/", content_type__app_label="wagtailcore")
    apps.get_model("wagtailcore", "Site").objects.filter(root_page__in=welcome).delete()
    if welcome.delete()[0]:
        pages.filter(depth=1).update(numchild=pages.filter(depth=2).count())
    workflows = apps.get_model("wagtailcore", "Workflow").objects.filter(name="Moderators approval")
    apps.get_model("wagtailcore", "WorkflowPage").objects.filter(workflow__in=workflows).delete()
    workflows.delete()
    apps.get_model("wagtailcore", "Task").objects.filter(name="Moderators approval").delete()
    apps.get_model("auth", "Group").objects.filter(name__in=["Editors", "Moderators"]).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0001_page_types"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailimages", "0002_initial_data"),
        ("wagtaildocs", "0002_initial_data"),
    ]

    operations = [migrations.RunPython(remove_examples, migrations.RunPython.noop)]
