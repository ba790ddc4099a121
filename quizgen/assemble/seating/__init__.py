"""Who sits where: people dealt out to rooms and seats by the key of the exam."""
