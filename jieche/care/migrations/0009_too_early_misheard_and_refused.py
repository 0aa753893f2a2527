from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):

    dependencies = [("care", "0008_two_records_put_together")]

    operations = [
        migrations.AddField(
            model_name="followup", name="counts_from", field=models.DateTimeField(null=True)
        ),
        migrations.AddConstraint(
            model_name="followup",
            constraint=models.CheckConstraint(
                name="what_counts_later_was_called_too_early",
                condition=Q(counts_from=None) | Q(counts_from__gt=F("called_at")),
            ),
        ),
        migrations.AddField(
            model_name="complaint", name="plate_said",
            field=models.CharField(max_length=20, blank=True, default=""), preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="complaint",
            constraint=models.CheckConstraint(
                name="a_plate_as_said_is_of_no_visit", condition=Q(plate_said="") | Q(visit=None)
            ),
        ),
    ]
