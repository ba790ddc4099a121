"""Blueprint, bank and key become forms; pure computation, the same bytes everywhere."""
