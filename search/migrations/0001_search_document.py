"""The words of items and the full-text index over them: FTS5 on SQLite, a tsvector with GIN on PostgreSQL.

On SQLite the index has no text of its own and follows the table by triggers. A later migration that alters the table
makes Django rebuild it there, which drops the triggers: it must create them again.
"""

from django.db import migrations, models

COLUMNS = ("title_words", "title_stems", "words", "stems")
NAMES = ", ".join(COLUMNS)
NEW, OLD = (", ".join(f"{row}.{name}" for name in COLUMNS) for row in ("new", "old"))
FORGET = f"INSERT INTO search_text(search_text, rowid, {NAMES}) VALUES ('delete', old.id, {OLD})"
ADD = f"INSERT INTO search_text(rowid, {NAMES}) VALUES (new.id, {NEW})"
VECTOR = " || ".join(
    f"setweight(to_tsvector('pg_catalog.simple', {name}), '{weight}')" for name, weight in zip(COLUMNS, "ABCD")
)

FORWARDS = {
    "sqlite": (
        f"CREATE VIRTUAL TABLE search_text USING fts5({NAMES}, content='search_searchdocument', content_rowid='id', "
        "tokenize='unicode61 remove_diacritics 2', prefix='2 3')",
        f"CREATE TRIGGER search_text_insert AFTER INSERT ON search_searchdocument BEGIN {ADD}; END",
        f"CREATE TRIGGER search_text_delete AFTER DELETE ON search_searchdocument BEGIN {FORGET}; END",
        f"CREATE TRIGGER search_text_update AFTER UPDATE ON search_searchdocument BEGIN {FORGET}; {ADD}; END",
    ),
    "postgresql": (
        f"ALTER TABLE search_searchdocument ADD COLUMN vector tsvector GENERATED ALWAYS AS ({VECTOR}) STORED",
        "CREATE INDEX search_document_vector ON search_searchdocument USING gin (vector)",
    ),
}
BACKWARDS = {
    "sqlite": (
        *(f"DROP TRIGGER search_text_{event}" for event in ("insert", "delete", "update")),
        "DROP TABLE search_text",
    ),
    "postgresql": ("ALTER TABLE search_searchdocument DROP COLUMN vector",),
}


def run(statements):
    def execute(apps, schema_editor):
        for statement in statements[schema_editor.connection.vendor]:
            schema_editor.execute(statement)

    return execute


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="SearchDocument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("item_id", models.UUIDField()),
                ("member_id", models.BigIntegerField(default=0)),
                ("version", models.BigIntegerField()),
                ("title", models.CharField(max_length=255)),
                ("title_words", models.TextField()),
                ("title_stems", models.TextField()),
                ("words", models.TextField()),
                ("stems", models.TextField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("item_id", "member_id"), name="search_document_once")
                ],
            },
        ),
        migrations.RunPython(run(FORWARDS), run(BACKWARDS)),
    ]
