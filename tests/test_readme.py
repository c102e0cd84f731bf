"""The README's console blocks show what the commands really print.

`python tests/test_readme.py` writes the present output into the README.
"""

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
BLOCK = re.compile(r"(?<=```console\n).*?(?=```)", re.DOTALL)


def shown(folder: Path) -> str:
    """Return the README with its console blocks run anew in a folder that holds demo.kg."""

    def rerun(block: re.Match[str]) -> str:
        commands = [line for line in block.group().splitlines() if line.startswith("$ ")]
        return "".join(f"{command}\n{output(command, folder)}" for command in commands)

    return BLOCK.sub(rerun, README.read_text(encoding="utf-8"))


def output(command: str, folder: Path) -> str:
    arguments = shlex.split(command.removeprefix("$ kg "))
    done = subprocess.run(
        [sys.executable, "-m", "kg", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "100"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr


def build_demo(folder: Path) -> None:
    from kg import build
    from kg.samples import path

    build(path(), folder / "demo.kg")


def test_console_blocks_are_what_the_commands_print(tmp_path: Path) -> None:
    build_demo(tmp_path)
    assert shown(tmp_path) == README.read_text(encoding="utf-8")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    with tempfile.TemporaryDirectory() as temporary:
        build_demo(Path(temporary))
        README.write_text(shown(Path(temporary)), encoding="utf-8")
