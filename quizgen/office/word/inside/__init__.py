"""What is inside a paragraph of a Word document: runs, fields, formulas, signs of symbol fonts, pictures."""
