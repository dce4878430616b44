"""gunicorn for wsgi.py: `gunicorn --config deploy/gunicorn.conf.py`, from the folder above."""

import multiprocessing

wsgi_app = "deploy.wsgi:create_app()"
bind = "127.0.0.1:8000"
workers = multiprocessing.cpu_count()
# Searches take turns within a process anyway; the threads are for those that wait for readers.
worker_class = "gthread"
threads = 8
# Each worker opens the archive for itself. Preloaded, it would be opened before the fork; that
# answers rightly too, and saves little: what takes memory is read when it is asked for.
preload_app = False
# Long exports go on for as long as they are read; a worker that answers no sign is another matter.
timeout = 60
graceful_timeout = 30
# What a worker has gathered in days goes with it.
max_requests = 20_000
max_requests_jitter = 2_000
limit_request_line = 8190
accesslog = "-"
