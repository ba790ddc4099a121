"""What an organisation keeps: the roster, the exam folder with its manifest of files."""
