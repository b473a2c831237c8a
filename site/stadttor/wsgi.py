"""The WSGI entry for gunicorn: `gunicorn --pythonpath site stadttor.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stadttor.settings.production")
application = get_wsgi_application()
