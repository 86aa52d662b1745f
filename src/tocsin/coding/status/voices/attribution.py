"""Attributions of a whole document: what its sentences show, and the speech that runs over them."""

from tocsin.coding.lexicon import load_lexicon
from tocsin.coding.status.voices.bylines import find_bylines
from tocsin.coding.status.voices.draft import Draft
from tocsin.coding.status.voices.find import find_voices
from tocsin.coding.status.voices.quotations import find_quotations
from tocsin.coding.status.voices.speech import join_quotations
from tocsin.coding.status.voices.words import load_voice_words
from tocsin.coding.syntax.parser import parse
from tocsin.model.attribution import Attribution
from tocsin.model.document import Document
from tocsin.model.gazetteer import load_gazetteer


def find_attributions(document: Document) -> tuple[Attribution, ...]:
    """Return who says, thinks, feels or wants what in a document, in the order of the cues.

    Any source counts: actors, private persons, papers, pronouns, reports.

    Raises:
        ModelFilesError: The language model is missing or altered.
    """
    parsed = parse(document, headings=True)
    lexicon, words = load_lexicon(load_gazetteer()), load_voice_words()
    drafts = [
        Draft.of(document.text, tree, voice, words)
        for tree in parsed.trees
        for voice in find_voices(tree, words, lexicon)
    ]
    drafts += find_bylines(document, parsed.trees, find_quotations(document), words)
    drafts.sort(key=lambda draft: draft.cue)
    drafts = join_quotations(document, drafts)
    return tuple(_attribution(document, draft) for draft in drafts)


def _attribution(document: Document, draft: Draft) -> Attribution:
    """Return a draft with the characters of its spans."""
    text, source, cue = document.text, draft.source, draft.cue
    return Attribution(
        document=document.id,
        sentence=draft.sentence,
        source=source,
        source_text=text[source[0] : source[1]] if source else "",
        cue=cue,
        cue_text=text[cue[0] : cue[1]],
        content=draft.content,
        stance=draft.stance,
        depth=draft.depth,
    )
