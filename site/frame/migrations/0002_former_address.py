from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('frame', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='deletion',
            name='url_path',
            field=models.TextField(blank=True, editable=False),
        ),
    ]
