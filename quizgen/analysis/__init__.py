"""Item statistics: facility, discrimination, reliability; pure."""
