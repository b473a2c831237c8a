"""Similar spelling needs the extension pg_trgm on PostgreSQL; elsewhere nothing happens."""

from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = []
    operations = [TrigramExtension()]
