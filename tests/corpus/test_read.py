"""Files of articles: what is read, and how each thing that cannot be read is told once and named."""

from __future__ import annotations

import io
import json
import os
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.corpus import read, read_records
from geo.corpus.decode import decode
from geo.corpus.plain import FILE_LIMIT
from geo.corpus.records import TEXT_LIMIT

SENTENCE = "A shell hit the old mill at Karsk on Monday."


def _read(*paths):
    errors: list[str] = []
    articles = list(read(paths, on_error=lambda error: errors.append(str(error))))
    return articles, errors


def _lines(path: Path, *records: object) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def test_plain_text_is_one_article_named_after_its_file(tmp_path):
    (tmp_path / "mill-fire.txt").write_bytes(b"\xef\xbb\xbf" + SENTENCE.encode())
    ((article,), errors) = _read(tmp_path)
    assert (article.id, article.text, errors) == ("mill-fire", SENTENCE, [])


def test_json_lines_keep_what_their_record_tells(tmp_path):
    record = {
        "id": 7, "text": SENTENCE, "title": "Shell hits mill", "publisher": "Mill Gazette", "url": "https://mill.example/7",
        "published": "2023-12-04T08:00:00Z", "language": "en", "spans": [[0, 1]],
    }  # fmt: skip
    ((article, fields, where),) = read_records([_lines(tmp_path / "a.jsonl", record)], on_error=pytest.fail)
    assert where == f"{tmp_path / 'a.jsonl'}:1"
    told = (
        article.id,
        article.title,
        article.publisher,
        article.url,
        str(article.published),
        article.language,
    )
    assert told == ("7", "Shell hits mill", "Mill Gazette", "https://mill.example/7", "2023-12-04", "en")
    assert article.published_basis == "record"
    assert fields["spans"] == [[0, 1]]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_tables_are_read_by_any_usual_mark_and_column_name(tmp_path, mark):
    path = tmp_path / "a.csv"
    path.write_text(
        f'Doc_ID{mark}Body{mark}Date\nx1{mark}"Two{mark} lines\nhere."{mark}2023-12-04\n', encoding="utf-8"
    )
    ((article,), errors) = _read(path)
    assert (article.id, article.text, str(article.published)) == (
        "x1",
        f"Two{mark} lines\nhere.",
        "2023-12-04",
    )
    assert errors == []


def test_a_json_list_is_read_as_its_records(tmp_path):
    (tmp_path / "a.json").write_text(json.dumps([{"id": "a", "text": SENTENCE}, 5]), encoding="utf-8")
    (articles, errors) = _read(tmp_path)
    assert [article.id for article in articles] == ["a"]
    assert len(errors) == 1


def test_folders_are_walked_in_order_without_hidden_files_and_companions(tmp_path):
    for name in ("b.txt", "a/z.txt", ".hidden.txt", ".git/c.txt", "README.md"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(SENTENCE, encoding="utf-8")
    (articles, errors) = _read(tmp_path, tmp_path / "b.txt", str(tmp_path / "*.txt"))
    assert [article.id for article in articles] == ["b", "z"]
    assert errors == []


def test_standard_input_may_be_json_lines_or_plain_text():
    for data, name in (
        (json.dumps({"id": "j", "text": SENTENCE}).encode(), "j"),
        (SENTENCE.encode(), "stdin"),
    ):
        ((article, _, _),) = read_records(["-"], on_error=pytest.fail, stdin=io.BytesIO(data))
        assert (article.id, article.text) == (name, SENTENCE)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "cp1251"])
def test_other_encodings_are_recognised(tmp_path, encoding):
    text = "Снаряд попал в старую мельницу в понедельник утром, никто не пострадал. " * 3
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    assert decode(text.encode(encoding)) == text
    assert _read(tmp_path) == ([], [f"{tmp_path / 'a.txt'}: in Russian; only English is read, left out"])


BAD_FILES = [
    ("empty.txt", b"", "empty"),
    ("blank.txt", b" \n\n", "empty"),
    ("empty.jsonl", b"\n", "empty"),
    ("empty.csv", b"", "empty"),
    ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "binary"),
    ("nul.txt", b"A shell\0 hit\0 the mill.", "binary"),
    ("page.txt", b"%PDF-1.7 etc", "binary"),
    ("latin.txt", b"caf\xe9 \xff\xfe\x81", "encoding"),
    ("half.jsonl", b'{"id": "a", "text": "A shell h', "not JSON"),
    ("number.jsonl", b"17\n", "not a record"),
    ("no-text.jsonl", b'{"id": "a", "title": "Mill"}\n', "no text"),
    ("blank-text.jsonl", b'{"id": "a", "text": "  "}\n', "no text"),
    ("list-text.jsonl", b'{"id": "a", "text": ["x"]}\n', "not a string"),
    ("nul.jsonl", b'{"id": "a", "text": "a \\u0000 b"}\n', "NUL"),
    ("bytes.jsonl", b'{"id": "a", "text": "caf\xe9"}\n', "UTF-8"),
    ("deep.jsonl", b"[" * 1 + b'{"a":' * 100_000 + b"\n", "JSON"),
    ("no-column.csv", b"id,name\n1,mill\n", "no column of texts"),
    ("header-only.csv", b"id,text\n", "no rows"),
    ("gap.csv", b"id,text\n1,\n", "no text"),
    ("article.docx", b"PK\x03\x04", "known"),
]


@pytest.mark.parametrize(("name", "data", "cause"), BAD_FILES, ids=[row[0] for row in BAD_FILES])
def test_a_bad_file_is_one_error_that_names_it_and_the_rest_is_read(tmp_path, name, data, cause):
    (tmp_path / name).write_bytes(data)
    (tmp_path / "zz-good.txt").write_text(SENTENCE, encoding="utf-8")
    (articles, errors) = _read(tmp_path)
    assert [article.id for article in articles] == ["zz-good"]
    assert len(errors) == 1
    assert name in errors[0]
    assert cause in errors[0]
    assert "\n" not in errors[0]


@pytest.mark.parametrize("data", [b"%s\n", b"[%s]"], ids=["lines", "list"])
def test_half_a_character_in_json_is_marked_and_offsets_stay(tmp_path, data):
    record = b'{"id": "a", "title": "T\\udc00", "text": "a \\ud800 b \\ud83d\\ude00."}'
    (tmp_path / "half.json").write_bytes(data % record)
    ([article], errors) = _read(tmp_path)
    assert (article.text, errors) == ("a \ufffd b \U0001f600.", [])
    article.text.encode("utf-8")


def test_a_bad_line_is_named_by_its_number_and_the_others_are_read(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text(
        '{"id": "a", "text": "One."}\n{"id": \n\n{"id": "c", "text": "Three."}\n', encoding="utf-8"
    )
    (articles, errors) = _read(path)
    assert [article.id for article in articles] == ["a", "c"]
    assert len(errors) == 1
    assert errors[0].startswith(f"{path}:2: not JSON")


def test_a_text_too_long_for_one_article_is_one_error(tmp_path):
    (tmp_path / "book.txt").write_bytes(b"word " * (FILE_LIMIT // 4))
    (tmp_path / "chapter.txt").write_text("w" * (TEXT_LIMIT + 1), encoding="utf-8")
    _lines(
        tmp_path / "lines.jsonl", {"id": "a", "text": "w" * (TEXT_LIMIT + 1)}, {"id": "b", "text": SENTENCE}
    )
    (articles, errors) = _read(tmp_path)
    assert [article.id for article in articles] == ["b"]
    assert [error.split(": ")[0].split("/")[-1] for error in errors] == [
        "book.txt",
        "chapter.txt",
        "lines.jsonl:1",
    ]


def test_an_id_told_twice_is_an_error_that_names_both_places(tmp_path):
    path = _lines(tmp_path / "a.jsonl", {"id": "x", "text": "One."}, {"id": "x", "text": "Two."})
    (articles, errors) = _read(path)
    assert [article.text for article in articles] == ["One."]
    assert errors == [f"{path}:2: a second article with the id 'x' (the first: {path}:1)"]


@pytest.mark.parametrize("given", ["missing.txt", "none-*.txt", "n" * 5000, "nul\0.txt"])
def test_a_path_that_leads_nowhere_is_one_error(tmp_path, given):
    (articles, errors) = _read(tmp_path / given)
    assert articles == []
    assert len(errors) == 1
    assert errors[0].isprintable()


def test_broken_links_and_pipes_are_told_and_not_waited_for(tmp_path):
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe.txt")
    (articles, errors) = _read(tmp_path)
    assert articles == []
    assert ["gone.txt: a link to nothing" in errors[0], "pipe.txt: not a file" in errors[1]] == [True, True]


def test_an_unreadable_folder_is_told(tmp_path):
    locked = tmp_path / "locked"
    locked.mkdir()
    locked.chmod(0)
    (_, errors) = _read(tmp_path)
    locked.chmod(0o755)
    assert len(errors) == (0 if os.geteuid() == 0 else 1)  # the superuser may read everything


def test_control_characters_leave_ids_and_titles(tmp_path):
    path = _lines(
        tmp_path / "a.jsonl", {"id": "x\x1b[31m\n1", "title": "Mill\x07\r\nburns", "text": SENTENCE}
    )
    ((article,), errors) = _read(path)
    assert (article.id, article.title, errors) == ("x [31m 1", "Mill burns", [])


def test_a_record_without_id_is_named_after_file_and_text_wherever_its_line_stands(tmp_path):
    path = _lines(tmp_path / "a.jsonl", {"text": "One."}, {"text": "Two."})
    first = {article.id: article.text for article in _read(path)[0]}
    _lines(path, {"text": "Two."}, {"text": "One."})
    assert {article.id: article.text for article in _read(path)[0]} == first
    assert all(name.startswith("a-") for name in first)


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.csv", "a.json", "a.tsv"])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.binary(max_size=400)
    | st.text(max_size=200).map(lambda text: b"text,id\n" + text.encode("utf-8", "ignore"))
)
def test_no_bytes_break_the_reader(tmp_path, name, data):
    (tmp_path / name).write_bytes(data)
    (articles, errors) = _read(tmp_path)
    assert articles or errors
    for article in articles:
        assert len(article.readable) == len(article.text)
        article.text.encode("utf-8")


def test_the_development_sets_are_read_without_an_error(capsys):
    folder = Path(os.environ.get("DATELINE_SHARED", "../shared")) / "bench"
    start = time.perf_counter()
    (articles, errors) = _read(*sorted(folder.glob("*/*.articles.jsonl")))
    rate = len(articles) / (time.perf_counter() - start)
    with capsys.disabled():
        told = (
            f"{len(articles)} articles read, {rate:.0f} a second"
            if articles
            else "DATELINE_SHARED is missing"
        )
        print(f"\n{folder}: {told}")
    assert [error for error in errors if "only English is read" not in error] == []
