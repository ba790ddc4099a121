"""Item statistics: facility, discrimination, reliability. Pure."""
