"""What the start of a program imports: `--help` must not wait for the screens or the store."""

import subprocess
import sys

HEAVY = {"textual", "sqlalchemy", "sqlmodel", "pydantic", "alembic", "biip"}


def test_help_imports_nothing_heavy() -> None:
    program = (
        "import sys\n"
        "from typer.testing import CliRunner\n"
        "from serialhhd.cli.main import app\n"
        "assert CliRunner().invoke(app, ['--help']).exit_code == 0\n"
        "print(' '.join(sorted({name.split('.')[0] for name in sys.modules})))\n"
    )
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert not HEAVY & set(loaded.stdout.split())
