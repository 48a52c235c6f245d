"""What is written stays true: the first commands, the links, and no trace of one machine."""

from __future__ import annotations

import re

# In two parts, since this file is text of the project too.
OF_ONE_MACHINE = tuple("/" + name for name in ("work/", "root/", "home/", "Users/"))
BINARY = {
    ".ogg", ".opus", ".wav", ".flac", ".safetensors", ".png", ".jpg", ".ico", ".gif", ".xz",
}  # fmt: skip
DOCUMENTS = ("README.md", "ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md")


def test_no_text_names_a_folder_of_one_machine(root, project_files):
    texts = [file for file in project_files if file.suffix not in BINARY]
    assert len(texts) > 50
    found = [
        f"{file}:{number}"
        for file in texts
        for number, line in enumerate((root / file).read_text(encoding="utf-8").splitlines(), 1)
        if any(re.search(rf"(?<![\w.-]){word}", line) for word in OF_ONE_MACHINE)
    ]
    assert found == []


def test_the_readme_begins_with_the_two_commands(root):
    text = (root / "README.md").read_text(encoding="utf-8")
    block = text.split("```")[1].splitlines()[1:]
    assert [line.split("#")[0].strip() for line in block] == ["make play", "make test"]
    assert text.index("```") < 100


def test_documents_point_at_files_that_are_there(root, project_files):
    there = set(project_files) | {parent for file in project_files for parent in file.parents}
    links = []
    for document in (file for file in project_files if file.suffix == ".md"):
        text = (root / document).read_text(encoding="utf-8")
        found = [link for link in re.findall(r"\]\(([^)#]+)[^)]*\)", text) if ":" not in link]
        links += [document.parent / link for link in found]
    assert len(links) > 10
    assert [link for link in links if link not in there] == []


def test_commands_of_the_documents_are_targets(root):
    makefile = (root / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    named = {
        name
        for document in DOCUMENTS
        for name in re.findall(r"(?:`|^)make ([a-z]+)", (root / document).read_text("utf-8"), re.M)
    }
    assert {"play", "test"} <= named <= targets
