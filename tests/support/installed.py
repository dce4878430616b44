"""Packages as pip leaves them, and Python and the command as they run beside them."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

EntryPoints = Mapping[str, Mapping[str, str]]
"""What a package brings: by the group, then by the name, as its `pyproject.toml` has it."""


class Packages:
    """A folder of installed packages, made where there is none."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def install(self, package: str, modules: Mapping[str, str], brings: EntryPoints) -> None:
        """Put the modules of a package, by their files' names, beside what says whose they are."""
        for name, code in modules.items():
            path = self.folder / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(code, "utf-8")
        info = self.folder / f"{package.replace('-', '_')}-1.0.dist-info"
        info.mkdir(exist_ok=True)
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n")
        lines = [
            f"[{group}]\n" + "".join(f"{name} = {value}\n" for name, value in points.items())
            for group, points in brings.items()
        ]
        (info / "entry_points.txt").write_text("\n".join(lines), "utf-8")

    def python(
        self, *arguments: str | Path, cwd: Path | None = None, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        """Run Python with these packages installed."""
        return subprocess.run(
            [sys.executable, *map(str, arguments)],
            capture_output=True,
            encoding="utf-8",
            env=os.environ
            | {"PYTHONPATH": str(self.folder), "PYTHONIOENCODING": "utf-8"}
            | environment,
            cwd=cwd,
            timeout=120,
            check=False,
        )

    def kashshaf(
        self, *arguments: str | Path, cwd: Path | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run the command with these packages installed."""
        return self.python("-m", "kashshaf", *arguments, cwd=cwd)
