"""Hold exports against the validators of their standards, which Tocsin itself never needs.

They have many dependencies, some of them under other licences, so they live in an environment of
their own: `pip install stix2-validator==3.2.0 followthemoney==4.11.2`. Then, with its Python:
`python scripts/validate_exports.py brief.stix.json brief.ftm.json`.
"""

import json
import sys
from collections import Counter
from pathlib import Path


def main(names: list[str]) -> int:
    """Check files by their endings, print what was found, and return 1 where anything is wrong."""
    faults = 0
    for name in names:
        check = check_stix if name.endswith(".stix.json") else check_ftm
        told, wrong = check(Path(name))
        print(f"{name}: {told}; {len(wrong)} faults")
        for one in wrong[:10]:
            print(f"  {one}")
        faults += len(wrong)
    return min(1, faults)


def check_stix(path: Path) -> tuple[str, list[str]]:
    """Return what a bundle holds and what OASIS's validator finds wrong with it.

    Its warning 103 is left out: it wants random ids, and ours depend on content.
    """
    from stix2validator import ValidationOptions, validate_file  # noqa: PLC0415

    found = validate_file(str(path), ValidationOptions(version="2.1", disabled="103"))
    wrong = [str(error) for one in found.object_results for error in one.errors]
    warnings = sum(len(one.warnings) for one in found.object_results)
    objects = json.loads(path.read_bytes())["objects"]
    kinds = Counter(one["type"] for one in objects)
    if not found.is_valid and not wrong:
        wrong = ["it is not valid"]
    return f"{len(objects)} objects {dict(kinds)}, {warnings} warnings", wrong


def check_ftm(path: Path) -> tuple[str, list[str]]:
    """Return what a file of entities holds, and what the model finds wrong with it.

    Every value must survive cleaning as it is, every reference lead to an entity of its range.
    """
    from followthemoney import model  # noqa: PLC0415
    from followthemoney.exc import InvalidData  # noqa: PLC0415

    entities = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    schemata = {one["id"]: model.get(one["schema"]) for one in entities}
    wrong = [] if len(schemata) == len(entities) else ["an id is there twice"]
    links = 0
    for one in entities:
        proxy = model.get_proxy(one, cleaned=False)
        kept = {name: sorted(found) for name, found in proxy.to_dict()["properties"].items()}
        if kept != {name: sorted(found) for name, found in one["properties"].items()}:
            wrong.append(f"{one['id']}: a value does not fit its type")
        try:
            proxy.schema.validate(one)
        except InvalidData as error:
            wrong.append(f"{one['id']}: {error.errors}")
        for prop in (prop for prop in proxy.iterprops() if prop.range is not None):
            links += len(proxy.get(prop))
            ends = [schemata.get(ref) for ref in proxy.get(prop)]
            if not all(end is not None and end.is_a(prop.range) for end in ends):
                wrong.append(f"{one['id']}: {prop.name} leads to no {prop.range.name}")
    kinds = Counter(one["schema"] for one in entities)
    return f"{len(entities)} entities {dict(kinds)}, {links} references", wrong


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
