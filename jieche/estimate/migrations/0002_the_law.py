"""Load the law's warranty figures, so that no shop starts without them."""

from django.db import migrations

from jieche.estimate.law import seed


def load(apps, _schema_editor):
    seed(apps.get_model("shop", "LegalFigure"))


class Migration(migrations.Migration):

    dependencies = [("estimate", "0001_initial"), ("shop", "0001_initial")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
