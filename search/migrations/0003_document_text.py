from django.db import migrations, models

from search.engines import schema


class Migration(migrations.Migration):

    dependencies = [
        ('search', '0002_documents'),
    ]

    operations = [
        migrations.RunPython(schema.drop, schema.create),
        migrations.AddField(
            model_name='document',
            name='text',
            field=models.TextField(blank=True, default=''),
            preserve_default=False,
        ),
        migrations.RunPython(schema.create, schema.drop),
    ]
