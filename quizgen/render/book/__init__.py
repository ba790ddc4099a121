"""The handbook and the booklet of a bank, composed for printing."""
