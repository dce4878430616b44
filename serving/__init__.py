"""How an archive is put on the network: what is listened to, who is answered, what is measured.

options.py      all that may be chosen, as one value
listening.py    the socket, a port or a file
application.py  the pages and the API with all that stands before them, in order:
  proxies.py      whose forwarded headers count
  health.py       /healthz and /readyz
  watching.py     request ids, and what is told of each request
  hosts.py        which names are answered
access_log.py   a line of JSON a request
metrics.py      figures for Prometheus, on an address of their own
connections.py  waitress, which waits for no reader and no sender for long
processes.py    several of it under gunicorn
running.py      from the options to the last answer
"""
