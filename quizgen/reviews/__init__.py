"""Review documents: where a person's score belongs in them, and how it is written there.

Apart from render because these documents belong to another office: only our part of them is edited.
"""
