"""Empty: 0001 holds everything. The first migrations of directory and services name this one."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [("harvest", "0001_initial")]

    operations = []
