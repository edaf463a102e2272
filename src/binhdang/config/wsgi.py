"""The WSGI application, for waitress or for gunicorn behind a buffering proxy."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "binhdang.config.settings")
application = get_wsgi_application()
