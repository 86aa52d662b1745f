"""What a text says that somebody fears, wants, opposes or means to prevent."""

from tocsin.coding.candidate import Candidate, Scene
from tocsin.model.claim import StakeMention
from tocsin.model.document import Document


def find_stakes(scene: Scene, document: Document, events: list[Candidate]) -> list[StakeMention]:
    return []
