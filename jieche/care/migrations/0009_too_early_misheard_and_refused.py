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
        migrations.AddField(
            model_name="filetrace", name="roles", field=models.JSONField(default=list)
        ),
        migrations.AlterField(
            model_name="filetrace",
            name="what",
            field=models.CharField(
                max_length=10,
                choices=[
                    ("looked", "查阅"), ("set_up", "建档"), ("added", "新单归档"),
                    ("filed", "资料归档"), ("moved", "调整柜号"), ("kept_by", "更换保管人"),
                    ("lent", "借出"), ("came_back", "归还"), ("mended", "更正车辆资料"),
                    ("merged", "合并车档"), ("not_let_in", "查阅被拒"), ("not_let_do", "改动被拒"),
                ],
            ),
        ),
    ]
