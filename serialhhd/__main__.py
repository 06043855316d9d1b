"""The program: `serialhhd`, and `python -m serialhhd`."""

import gc
import os


def main() -> None:
    """Run the command line and exit with its code."""
    gc.set_threshold(50_000, 20, 20)  # looking for garbage while modules load is costly, and finds none
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"  # it would look for some in every installed package
    from serialhhd.cli.main import app

    try:
        app(prog_name="serialhhd")
    finally:
        gc.freeze()  # or all modules would be looked through for garbage before the process ends: a fifth of a short command


if __name__ == "__main__":
    main()
