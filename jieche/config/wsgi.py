"""The application, as granian and every other WSGI server finds it."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jieche.config.settings")
application = get_wsgi_application()
