"""A question bank, printed exams made from it, plus the records that follow from them."""
