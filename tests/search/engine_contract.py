"""What every engine must do; inherited by the tests of each, which bring the fixture `engine`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from cms.models import NewsPage
from federation.actions.override import Overrides, override
from federation.models import Item, Member, Placement
from search.documents import snapshot
from search.engine.contract import SearchEngine, SearchQuery
from search.words import fold
from tests.publishing import import_pages, placement_of, publish_news, republish, section_of
from tests.search.hostile import HOSTILE
from tests.search.pairs import DIFFERENT, PAIRS


def import_news(owner: Member, texts: Iterable[str]) -> None:
    """A page for each text, which is in its title and is its summary."""
    import_pages(
        section_of(owner),
        (
            NewsPage(title=f"Titolo con {text}", slug=f"titolo-{number}", summary=text)
            for number, text in enumerate(texts)
        ),
    )


class EngineContract:
    """Documents come from published pages, because an engine in the database sees placements itself."""

    @pytest.fixture
    def fill(self, engine: SearchEngine) -> Callable[[], None]:
        """Everything that is published now."""

        def write() -> None:
            read = snapshot(Item.objects.values_list("pk", flat=True), with_members=engine.needs_members)
            engine.index(read.documents)
            engine.remove(read.gone)
            engine.refresh()

        return write

    @pytest.fixture
    def titles(self, engine: SearchEngine) -> Callable[..., list[str]]:
        def search(text: str, member: Member, **options: Any) -> list[str]:
            return [hit.title for hit in engine.search(SearchQuery(text, member, **options)).hits]

        return search

    def test_an_item_is_found_by_title_summary_and_body(self, crema: Member, fill: Any, titles: Any) -> None:
        body = [
            ("paragraph", "<p>Lo <b>sportello</b> riceve in piazza.</p>"),
            ("quote", {"text": "Bello", "author": "X"}),
        ]
        publish_news(crema, title="Nuovi orari", summary="Da lunedì in biblioteca", body=body)
        fill()
        for text in ("orari", "biblioteca", "sportello", "bello", "orari biblioteca sportello"):
            assert titles(text, crema) == ["Nuovi orari"], text
        assert titles("paragraph", crema) == []

    def test_each_site_finds_what_it_shows(
        self, notice: Any, consortium: Member, crema: Member, izano: Member, offanengo: Member, fill: Any, titles: Any
    ) -> None:
        publish_news(izano, title="Fibra solo a Izano")
        fill()
        assert titles("fibra", crema) == titles("fibra", consortium) == ["Fibra a Crema"]
        assert set(titles("fibra", izano)) == {"Fibra a Crema", "Fibra solo a Izano"}
        assert titles("fibra", offanengo) == []

    def test_a_member_finds_an_item_under_the_words_that_it_gave_it(
        self, notice: Any, crema: Member, izano: Member, fill: Any, titles: Any
    ) -> None:
        own = Overrides(title="Internet veloce", summary="Cantieri", note="Chiamate il vigile")
        override(placement_of(notice, crema).pk, overrides=own, user=None)
        fill()
        for text in ("internet", "cantiere", "vigili", "internet vigile"):
            assert titles(text, crema) == ["Internet veloce"]
            assert titles(text, izano) == []
        assert titles("fibra", crema) == ["Internet veloce"]
        assert titles("fibra", izano) == ["Fibra a Crema"]

    def test_words_that_a_member_took_back_are_not_found_any_more(
        self, notice: Any, crema: Member, fill: Any, titles: Any
    ) -> None:
        placement = placement_of(notice, crema)
        override(placement.pk, overrides=Overrides(title="Internet veloce"), user=None)
        fill()
        override(placement.pk, overrides=Overrides(), user=None)
        fill()
        assert titles("internet", crema) == []
        assert titles("fibra", crema) == ["Fibra a Crema"]

    def test_what_expired_is_not_found_from_that_second_on(self, crema: Member, fill: Any, titles: Any) -> None:
        moment = timezone.now() + timedelta(hours=1)
        republish(publish_news(crema, title="Allerta neve"), expire_at=moment)
        fill()
        assert titles("neve", crema, now=moment - timedelta(seconds=1)) == ["Allerta neve"]
        assert titles("neve", crema, now=moment + timedelta(seconds=1)) == []

    def test_a_removed_item_is_found_nowhere(
        self, notice: Any, crema: Member, engine: SearchEngine, fill: Any, titles: Any
    ) -> None:
        fill()
        version = max(Placement.objects.values_list("version", flat=True))
        engine.remove({Item.objects.get().pk: version})
        engine.refresh()
        assert titles("fibra", crema) == []
        assert engine.count() == 0

    def test_an_old_write_that_comes_late_changes_nothing(
        self, notice: Any, crema: Member, engine: SearchEngine, fill: Any, titles: Any
    ) -> None:
        ids = list(Item.objects.values_list("pk", flat=True))
        override(placement_of(notice, crema).pk, overrides=Overrides(title="Vecchie parole"), user=None)
        old = snapshot(ids, with_members=engine.needs_members).documents
        override(placement_of(notice, crema).pk, overrides=Overrides(), user=None)
        republish(notice, title="Fibra corretta")
        fill()
        engine.index(old)
        engine.remove(dict.fromkeys(ids, old[0].version))
        engine.refresh()
        assert titles("fibra", crema) == titles("corretta", crema) == ["Fibra corretta"]
        assert titles("vecchie parole", crema) == []

    def test_writing_the_same_twice_is_writing_it_once(
        self, notice: Any, crema: Member, engine: SearchEngine, fill: Any, titles: Any
    ) -> None:
        fill()
        fill()
        assert titles("fibra", crema) == ["Fibra a Crema"]
        assert engine.count() == 1

    @pytest.mark.ci
    def test_singular_and_plural_find_each_other_and_the_exact_form_comes_first(
        self, crema: Member, fill: Any, titles: Any
    ) -> None:
        import_news(crema, {word for pair in PAIRS for word in pair})
        fill()
        wrong = []
        for one, other in [*PAIRS, *((other, one) for one, other in PAIRS)]:
            found = titles(one.upper(), crema)
            exact = [title for title in found if fold(title) == fold(f"Titolo con {one}")]
            if f"Titolo con {other}" not in found or found[: len(exact)] != exact:
                wrong.append((one, other, found))
        assert wrong == []

    def test_words_that_only_look_alike_stay_apart(self, crema: Member, fill: Any, titles: Any) -> None:
        import_news(crema, (other for _, other in DIFFERENT))
        fill()
        for one, other in DIFFERENT:  # not as the last word, which may be unfinished
            assert f"Titolo con {other}" not in titles(f"{one} titolo", crema)

    @pytest.mark.parametrize(
        ("written", "asked"),
        [
            ("L’allerta dell'acqua", "allerta"),
            ("L’allerta dell'acqua", "acqua"),
            ("L’allerta dell'acqua", "dell’acqua"),
            ("L’ALLERTA", "l'allerta"),
            ("Sant’Angelo in festa", "angelo"),
            ("Città di Crema", "citta"),
            ("Citta' di Crema", "città"),
            ("Citta\u0300 di Crema", "CITTÀ"),
            ("Perché pagare più tasse", "perche piu tassa"),
            ("Delibera n.12/2024", "delibera 12 2024"),
            ("Scrivi a ufficio@comune.crema.it", "ufficio crema"),
            ("Servizio non disponibile", "non"),
            ("COVID-19: vaccini", "covid 19"),
            ("Scuola dell’infanzia", "scuola della infanzia"),
        ],
    )
    def test_spelling_does_not_matter(self, crema: Member, fill: Any, titles: Any, written: str, asked: str) -> None:
        publish_news(crema, title=written)
        fill()
        assert [fold(title) for title in titles(asked, crema)] == [fold(written)]

    def test_the_last_word_may_be_unfinished(self, crema: Member, fill: Any, titles: Any) -> None:
        publish_news(crema, title="Biblioteca comunale", summary="Prestito interbibliotecario")
        fill()
        for text in ("bib", "comunale bibliot", "prest"):
            assert titles(text, crema) == ["Biblioteca comunale"]
        assert titles("bibliot comunale", crema) == []

    def test_a_title_weighs_more_than_a_text(self, crema: Member, fill: Any, titles: Any) -> None:
        publish_news(crema, title="Altro", summary="Si parla anche del mercato, il mercato")
        publish_news(crema, title="Il mercato del giovedì", summary="In piazza")
        fill()
        assert titles("mercato", crema) == ["Il mercato del giovedì", "Altro"]

    def test_every_word_is_required_unless_one_is_enough(self, crema: Member, fill: Any, titles: Any) -> None:
        publish_news(crema, title="Mercato coperto")
        publish_news(crema, title="Piscina coperta")
        fill()
        assert titles("mercato piscina", crema) == []
        assert set(titles("mercato piscina", crema, any_word=True)) == {"Mercato coperto", "Piscina coperta"}

    @pytest.mark.parametrize("any_word", [False, True])
    def test_any_text_is_a_question(self, crema: Member, fill: Any, engine: SearchEngine, any_word: bool) -> None:
        publish_news(crema, title="Fibra e posta")
        fill()
        for text in HOSTILE:
            assert engine.search(SearchQuery(text, crema, any_word=any_word)).total in (0, 1), text

    @pytest.mark.ci
    def test_a_hostile_text_can_be_published(self, crema: Member, fill: Any, titles: Any) -> None:
        texts = [text.replace("\0", "").encode(errors="ignore").decode()[:200] for text in HOSTILE]
        import_news(crema, texts)
        fill()
        assert len(titles("titolo", crema, per_page=200)) == len(HOSTILE)

    def test_results_come_by_pages_and_a_page_too_high_is_the_last(
        self, crema: Member, fill: Any, engine: SearchEngine
    ) -> None:
        for number in range(5):
            publish_news(crema, title=f"Avviso {number}")
        fill()
        pages = [engine.search(SearchQuery("avviso", crema, page=page, per_page=2)) for page in (1, 2, 3)]
        assert [len(page.hits) for page in pages] == [2, 2, 1]
        assert {page.total for page in pages} == {5}
        assert len({hit.item_id for page in pages for hit in page.hits}) == 5
        for page in (4, 9999):
            last = engine.search(SearchQuery("avviso", crema, page=page, per_page=2))
            assert (last.page, last.hits) == (3, pages[2].hits)
        assert engine.search(SearchQuery("avviso", crema, page=-3, per_page=2)).hits == pages[0].hits

    def test_cleared_means_empty(
        self, notice: Any, crema: Member, engine: SearchEngine, fill: Any, titles: Any
    ) -> None:
        fill()
        engine.clear()
        engine.refresh()
        assert titles("fibra", crema) == []
        assert engine.count() == 0
