"""The texts of the tooltips as classic scripts: kept out of the pages, loaded when one is first wanted."""

from __future__ import annotations

import json

from quizgen.web.browser_data import TipText
from quizgen.web.pages.citations import full_statement, where
from quizgen.web.pages.glossary import anchor
from quizgen.web.pages.state import REGISTER_FOLDER, register
from quizgen.web.script_files import NOTHING, TERMS, TIP_FILES, tip_file


def of_project(folder: str, name: str) -> str:
    """What a template asks for by the folder of the project; see ``script``."""
    return script(f"{folder}/{REGISTER_FOLDER}", name) or NOTHING


def script(folder: str, name: str) -> str:
    """The script that hands the browser one set of texts: place and statement of a fact, meaning of a term.

    ``folder`` is that of the register, ``name`` one of ``TIP_FILES``, or ``TERMS``. Empty where there is
    nothing to say. Raises ContentFaults, CannotRead, ValueError for another name.
    """
    knowledge = register(folder)
    texts: dict[str, TipText]
    if name == TERMS:
        texts = {anchor(term): term.meaning for term in knowledge.terms.values()}
    else:
        TIP_FILES.index(name)
        sources = tuple(knowledge.sources)
        own = {source for source in sources if tip_file(sources, source) == name}
        texts = {
            fact.id: (where(knowledge, fact), full_statement(fact))
            for fact in knowledge.facts.values()
            if fact.source in own
        }
    if not texts:
        return ""
    data = json.dumps(texts, ensure_ascii=False, separators=(",", ":"))
    return f"(window.quizgenTips=window.quizgenTips||{{}})[{json.dumps(name)}]={data};\n"
