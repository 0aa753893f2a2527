"""How far the demo has been loaded."""

from django.db import models


class DemoRun(models.Model):
    """One demo shop: the moment it stands at, and how much of its month is told."""

    shop = models.OneToOneField("shop.Shop", on_delete=models.CASCADE)
    stands_at = models.DateTimeField()
    seed = models.PositiveIntegerField()
    cars = models.PositiveIntegerField(default=0)
    cars_done = models.PositiveIntegerField(default=0)
    told_until = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.shop_id} {self.cars_done}/{self.cars}"
