"""Steps of a journey count as its page numbers them."""

import json

from django.db import migrations, models
from django.db.models.functions import Cast


def number_the_parts(apps, schema_editor):
    pages = apps.get_model("home", "StepByStepPage").objects
    parts = apps.get_model("home", "JourneyPart").objects
    steps = pages.annotate(written=Cast("steps", models.TextField())).values_list("pk", "written")
    for pk, written in steps:
        counted = _numbers([step["value"].get("joint") for step in json.loads(written or "[]")])
        for part in parts.filter(journey_id=pk, position__lte=len(counted)):
            part.number, part.count = counted[part.position - 1], counted[-1]
            after = part.number + 1
            part.next_position = counted.index(after) + 1 if after in counted else 0
            part.save()


def _numbers(joints):
    found = []
    for joint in joints:
        found.append((found[-1] if found else 0) + (not found or joint != "or"))
    return found


class Migration(migrations.Migration):
    dependencies = [("home", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="journeypart",
            name="number",
            field=models.PositiveSmallIntegerField(default=1),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="journeypart",
            name="next_position",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.RunPython(number_the_parts, migrations.RunPython.noop, elidable=True),
    ]
