"""From the blocks of a document to questions: lines, their roles, questions, keys, drafts."""
