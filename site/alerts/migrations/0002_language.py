import alerts.models
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('alerts', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='alert',
            name='language',
            field=models.CharField(choices=alerts.models.languages, default='de', help_text='Pages in another language say in which one it is written.', max_length=20, verbose_name='language'),
        ),
    ]
