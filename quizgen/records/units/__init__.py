"""Sealed bundles for units: age keys, packed files, a unit's part of an exam folder, who was given what."""
