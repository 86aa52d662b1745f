"""Where training reads and writes."""

import json
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "corpus"
DATA = ROOT / "src" / "tocsin" / "coding" / "data"
READER = ROOT / "weights" / "src" / "tocsin_reader" / "encoder.onnx"
# A fixed time in the archive: the same weights give the same bytes.
_THEN = (2026, 1, 1, 0, 0, 0)


def read_rows(path: Path) -> list[dict[str, Any]]:
    """Return the rows of a file of JSON lines."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def write_archive(path: Path, arrays: dict[str, NDArray[Any]]) -> None:
    """Write arrays as a NumPy archive, the same bytes for the same arrays."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(arrays):
            buffer = BytesIO()
            np.lib.format.write_array(
                buffer, np.ascontiguousarray(arrays[name]), allow_pickle=False
            )
            archive.writestr(
                zipfile.ZipInfo(f"{name}.npy", _THEN), buffer.getvalue(), zipfile.ZIP_DEFLATED
            )
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1024} KiB")
