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
    ]
