"""The application, as granian and every other WSGI server finds it."""

import os

from django.core.wsgi import get_wsgi_application

from jieche.config import watching

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jieche.config.settings")
application = get_wsgi_application()
watching.start()  # here, where pages are served: no command and no test has anybody to watch for
