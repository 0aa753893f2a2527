from typing import Any

from django.db import migrations, models
from django.db.models import Exists, OuterRef, Q


def mark_the_last(apps: Any, _editor: Any) -> None:
    """Mark the calls whose place a later one of the same car has taken."""
    calls = apps.get_model("care", "FollowUp").objects
    later = calls.filter(visit=OuterRef("visit"), pk__gt=OuterRef("pk"))
    of_a_later_visit = calls.filter(
        visit__vehicle=OuterRef("visit__vehicle"), visit__gt=OuterRef("visit")
    )
    calls.filter(Exists(later) | Exists(of_a_later_visit)).update(is_last=False)


class Migration(migrations.Migration):

    dependencies = [
        ("care", "0006_a_car_is_mended_on_its_file"),
        ("visits", "__first__"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="followup", name="call_by_next_day"),
        migrations.AddField(
            model_name="followup", name="is_last", field=models.BooleanField(default=True)
        ),
        migrations.RunPython(mark_the_last, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="followup",
            index=models.Index(
                name="last_call_by_next_day", fields=["next_call_on"], condition=Q(is_last=True)
            ),
        ),
    ]
