"""Item statistics: facility, discrimination, reliability; pure.

Kept apart from marking because it may be wrong without anybody losing a point: it reads marks, never gives
them.
"""
