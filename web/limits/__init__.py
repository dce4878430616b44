"""How much one request may take of what all share: time, threads, places.

places.py    rooms with few places, together and for each client
limits.py    the limits of a process, which its blueprints share
requests.py  keeps a blueprint's requests within them, streams to their end
"""
