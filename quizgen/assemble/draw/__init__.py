"""From a plan and a key to forms, by keyed derivation."""
