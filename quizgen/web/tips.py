"""The texts of the tooltips as classic scripts: kept out of the pages, loaded when one is first wanted."""

from __future__ import annotations

import json

from quizgen.web.browser_data import TipText
from quizgen.web.pages.citations import full_statement, where
from quizgen.web.pages.glossary import anchor
from quizgen.web.pages.state import register

GLOSSARY = "shuyu"
"""The name of the script with the meanings of terms; the others bear the id of their source."""


def script(folder: str, name: str) -> str:
    """The script that hands the browser one set of texts: place and statement of a fact, meaning of a term.

    ``folder`` is that of the register, ``name`` the id of a source or ``GLOSSARY``.
    Raises ContentFaults, CannotRead, KeyError for another name.
    """
    knowledge = register(folder)
    if name == GLOSSARY:
        texts: dict[str, TipText] = {anchor(term): term.meaning for term in knowledge.terms.values()}
    else:
        source = knowledge.sources[name].id
        texts = {
            fact.id: (where(knowledge, fact), full_statement(fact))
            for fact in knowledge.facts.values()
            if fact.source == source
        }
    data = json.dumps(texts, ensure_ascii=False, separators=(",", ":"))
    return f"(window.quizgenTips=window.quizgenTips||{{}})[{json.dumps(name)}]={data};\n"
