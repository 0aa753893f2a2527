"""Load how much earnest money the law allows, so that no shop starts without it."""

from django.db import migrations

from jieche.appointments.law import seed


def load(apps, _schema_editor):
    seed(apps.get_model("shop", "LegalFigure"))


class Migration(migrations.Migration):

    dependencies = [("appointments", "0001_initial"), ("shop", "0001_initial")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
