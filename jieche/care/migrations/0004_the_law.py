"""Load how long a repair file is kept, so that no shop starts without it."""

from django.db import migrations

from jieche.care.law import seed


def load(apps, _schema_editor):
    seed(apps.get_model("shop", "LegalFigure"))


class Migration(migrations.Migration):

    dependencies = [("care", "0003_the_file_of_a_car"), ("shop", "0001_initial")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
