"""Articles are read from files and cut to passages: what is kept, what is dropped, what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.articles import MAX_BYTES, read_articles, read_sources
from bot.knowledge.nouns import Article, ArticleError, Block, Passage
from bot.knowledge.passages import MAX_WORDS, passages_of, sentences_of, words_in


def read(folder: Path, **files: str) -> tuple[Article, ...]:
    for name, text in files.items():
        (folder / name.replace("_", ".")).write_text(text, encoding="utf-8")
    return read_articles(read_sources(folder))


def passages(folder: Path, **files: str) -> tuple[Passage, ...]:
    return passages_of(read(folder, **files))


def test_markdown_keeps_the_headings_a_paragraph_stands_under_and_its_line(tmp_path: Path) -> None:
    (article,) = read(
        tmp_path, returns_md="# Returns\n\nSixty days.\n\n## Tea\n\nOnly\nsealed.\n\n### Tins\n\nYes.\n"
    )
    assert article.title == "Returns"
    assert article.blocks == (
        Block((), "Sixty days.", 3),
        Block(("Tea",), "Only sealed.", 7),
        Block(("Tea", "Tins"), "Yes.", 12),
    )


def test_front_matter_names_the_title_and_lines_are_counted_from_the_top_of_the_file(tmp_path: Path) -> None:
    (article,) = read(tmp_path, a_md="---\ntitle: Sending back\nowner: Ann\n---\n# Returns\n\nSixty days.\n")
    assert article.title == "Sending back"
    assert article.blocks == (Block((), "Sixty days.", 7),)


def test_an_article_without_any_title_is_called_like_its_file(tmp_path: Path) -> None:
    (tmp_path / "care-of-wool.md").write_text("Air it.\n", encoding="utf-8")
    assert read(tmp_path)[0].title == "Care of wool"


def test_markdown_markup_is_taken_off_and_images_with_their_addresses_are_gone(tmp_path: Path) -> None:
    (article,) = read(
        tmp_path, a_md="# A\n\n- **Never** [ask us](http://x.test) ![p](http://evil.test/p.png)\n- `Two`\n"
    )
    assert [block.text for block in article.blocks] == ["Never ask us", "Two"]


def test_of_html_only_what_a_reader_sees_is_kept(tmp_path: Path) -> None:
    (article,) = read(
        tmp_path,
        a_html="<title>Gift cards</title><style>p{}</style><script>say('gold')</script>\n<nav>Home</nav>"
        "<h1>Gift cards</h1><p>Four\nyears.</p>\n<div hidden>secret</div><h2>Cash &amp; rest</h2>"
        "<ul><li>No<li>Yes</ul>",
    )
    assert article.title == "Gift cards"
    assert article.blocks == (
        Block((), "Four years.", 2),
        Block(("Cash & rest",), "No", 4),
        Block(("Cash & rest",), "Yes", 4),
    )


def test_each_row_of_a_table_is_an_article(tmp_path: Path) -> None:
    first, second = read(tmp_path, q_csv='question,answer\nGift wrap?,"Yes, in\nbrown paper."\n可以吗？,可以。\n')
    assert (first.title, first.blocks) == ("Gift wrap?", (Block((), "Yes, in brown paper.", 3),))
    assert (second.title, second.blocks[0].text) == ("可以吗？", "可以。")


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        (
            "q.csv",
            b"frage,antwort\na,b\n",
            r"q\.csv:1: wanted the columns question,answer or title,text, got 'frage",
        ),
        ("q.csv", b"question,answer\na,b\nc\n", r"q\.csv:3: wanted question and answer, got 'c'"),
        ("a.md", b"fine\n\xff\xfe\n", r"a\.md:2: not UTF-8"),
        ("a.md", b"x" * (MAX_BYTES + 1), r"a\.md: 2,097,153 bytes, at most 2,097,152"),
        ("a.md", b"\n\n", r"no text in these articles: a\.md"),
        ("a.txt", b"hello", r"no articles; put files here that end in \.md"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_its_line(
    tmp_path: Path, name: str, content: bytes, told: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ArticleError, match=told):
        passages_of(read_articles(read_sources(tmp_path)))


def test_a_folder_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no such folder of articles"):
        read_sources(tmp_path / "none")


def test_hidden_files_and_links_out_of_the_folder_are_passed_by(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("# Secret\n\nNever told.\n", encoding="utf-8")
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "link.md").symlink_to(tmp_path / "secret.md")
    (folder / ".draft.md").write_text("Draft.\n", encoding="utf-8")
    (folder / "a.md").write_text("Told.\n", encoding="utf-8")
    assert [source.name for source in read_sources(folder)] == ["a.md"]


def test_passages_are_cut_at_headings_and_never_within_a_sentence(tmp_path: Path) -> None:
    long = " ".join(f"Sentence number {n} has exactly seven words." for n in range(40))
    found = passages(tmp_path, a_md=f"# A\n\nFirst.\n\n## B\n\nSecond.\n\n{long}\n")
    assert found[0].sentences == ("First.",)
    assert found[1].headings == ("B",)
    assert all(words_in(passage.text) <= MAX_WORDS for passage in found)
    assert sum(len(passage.sentences) for passage in found) == 42


@given(st.text(max_size=3000))
def test_no_sentence_is_longer_than_a_passage_may_be_and_no_letter_is_lost(text: str) -> None:
    found = sentences_of(" ".join(text.split()))
    assert all(words_in(sentence) <= MAX_WORDS for sentence in found)
    if max((len(word) for word in text.split()), default=0) <= 800:
        assert "".join("".join(found).split()) == "".join(text.split())


@given(st.text(alphabet="<>/=\"'!-?&;abcdefh1spimtrly \n", max_size=400))
def test_any_html_is_read_without_an_error_and_leaves_no_tag(text: str) -> None:
    from bot.knowledge.markup import blocks_of_html

    _, blocks = blocks_of_html(text)
    assert not any("<" in block.text for block in blocks)
