import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def keep_what_is_off(apps, _editor):
    """Carry over what is off now; what was off before nobody has written down."""
    off = apps.get_model("shop", "ClauseOff").objects.order_by("pk")
    switch = apps.get_model("shop", "ClauseSwitch")
    switch.objects.bulk_create(
        switch(shop_id=each.shop_id, clause=each.clause, is_off=True, why=each.why,
               by_id=each.by_id, at=each.at)
        for each in off
    )


class Migration(migrations.Migration):

    dependencies = [
        ('shop', '0010_a_limit_for_the_risk_amount'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # The new table takes over its name.
        migrations.RemoveConstraint(model_name='clauseoff', name='a_clause_is_off_for_a_reason'),
        migrations.CreateModel(
            name='ClauseSwitch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('clause', models.CharField(max_length=8)),
                ('is_off', models.BooleanField()),
                ('why', models.CharField(blank=True, max_length=200)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('shop', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='clause_switches', to='shop.shop')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('is_off', False), models.Q(('why', ''), _negated=True), _connector='OR'), name='a_clause_is_off_for_a_reason')],
            },
        ),
        migrations.RunPython(keep_what_is_off, migrations.RunPython.noop),
        migrations.DeleteModel(name='ClauseOff'),
    ]
