"""Keep a print for each number of signatures under a paper, and find a paper by its hash."""

from django.db import migrations, models

from jieche.journal import guards


def take_off(apps, schema_editor):
    # SQLite moves the rows into a new table and loses the triggers of the old one with it.
    guards.remove(schema_editor.connection)


def put_on(apps, schema_editor):
    guards.install(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("journal", "0003_words_of_the_clauses")]
    operations = [
        migrations.RunPython(take_off, put_on),
        migrations.AddField(
            "rendition", "signatures", models.PositiveSmallIntegerField(default=0)
        ),
        migrations.AddField("rendition", "press", models.CharField(default="", max_length=16)),
        migrations.RemoveConstraint("rendition", "a_document_is_printed_once"),
        migrations.AddConstraint(
            "rendition",
            models.UniqueConstraint(
                fields=("document", "lang", "signatures"), name="a_document_is_printed_once"
            ),
        ),
        migrations.AddIndex(
            "document", models.Index(fields=["sha256"], name="document_by_hash")
        ),
        migrations.RunPython(put_on, take_off),
    ]
