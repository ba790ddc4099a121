"""Review documents: where a person's score belongs in them, and how it is written there.

Apart from render because these documents belong to another office: they are edited in place, and only our
part of them.
"""
