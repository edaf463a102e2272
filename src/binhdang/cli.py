"""The command `binhdang`: every Django management command, and the project's own."""

import os
import sys


def main() -> None:
    """Run the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "binhdang.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
