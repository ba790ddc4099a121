"""Answer sheets: where everything stands and what it says."""
