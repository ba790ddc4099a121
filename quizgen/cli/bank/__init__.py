"""The commands of ``quizgen bank``."""
