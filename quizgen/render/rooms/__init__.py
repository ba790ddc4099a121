"""The papers of a room: what hangs at its door, lies on its desks, is filled in and signed by its staff."""
