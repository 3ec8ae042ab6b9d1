"""What the README says of commands and files is so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from geo import cli

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
FILTERS = re.findall(r"--[\w-]+", README.partition("Filters:")[2].partition("Exit")[0])
COMMANDS = sorted(set(re.findall(r"python -m geo ([\w-]+(?: build)?)", README)))


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_of_the_readme_exists(command, capsys):
    words = command.split() if command.startswith("places") else command.split()[:1]
    with pytest.raises(SystemExit) as stopped:
        cli.main([*words, "--help"])
    assert stopped.value.code == 0
    assert capsys.readouterr().out.startswith("usage:")


def test_each_command_of_the_program_stands_in_the_readme(capsys):
    with pytest.raises(SystemExit):
        cli.main(["--help"])
    listed = set(re.findall(r"^    ([\w-]+) *", capsys.readouterr().out, re.MULTILINE))
    assert listed == {command.split()[0] for command in COMMANDS}


@pytest.mark.parametrize("link", re.findall(r"\]\(([^)]+)\)", README))
def test_each_link_of_the_readme_leads_to_a_file(link):
    assert (ROOT / link).exists()


@pytest.mark.parametrize("option", FILTERS)
def test_each_filter_of_the_readme_is_an_option(option, capsys):
    with pytest.raises(SystemExit):
        cli.main(["export", "--help"])
    assert option in capsys.readouterr().out
