"""``python -m quizgen`` opens the command line."""

from quizgen.cli.main import script

if __name__ == "__main__":
    script()
