"""考情分析 on paper: one page that sums up, a second document with every question."""

from __future__ import annotations

import json

from quizgen.model.analysis import ExamAnalysis
from quizgen.render.analysis.data import ANALYSIS_TITLE, QUESTIONS_TITLE, analysis_data, questions_data
from quizgen.render.typst_pdf import Printer


def analysis_pdf(analysis: ExamAnalysis, printer: Printer) -> bytes:
    """The summary on one A4 page. Raises CannotPrint, PrintFailed."""
    data = json.dumps(analysis_data(analysis), ensure_ascii=False)
    return printer.document_pdf("analysis", ANALYSIS_TITLE, data)


def questions_pdf(analysis: ExamAnalysis, printer: Printer) -> bytes:
    """Every question with its figures, A4 landscape. Raises CannotPrint, PrintFailed."""
    data = json.dumps(questions_data(analysis), ensure_ascii=False)
    return printer.document_pdf("analysis-questions", QUESTIONS_TITLE, data)
