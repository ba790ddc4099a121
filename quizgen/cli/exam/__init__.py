"""The commands of ``quizgen exam``."""
