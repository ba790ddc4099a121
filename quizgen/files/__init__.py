"""Reading what people wrote and writing what must not be lost: YAML with lines, text, safe writes.

One room for disk and encodings, because a half-written or misread file is the one mistake that no later
check can mend.
"""
