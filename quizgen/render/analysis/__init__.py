"""考情分析 as files: a web page and a printed document."""
