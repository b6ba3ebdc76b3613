"""Named fixtures: the shop and the films, read and indexed once a run."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "offtrail",
    max_examples=50,
    derandomize=True,  # a run tells of its change, not of its luck
    deadline=None,  # other work shares the machine
    suppress_health_check=[HealthCheck.differing_executors],  # several parts inherit one contract
)
settings.load_profile("offtrail")

pytest.register_assert_rewrite("tests.contracts", "tests.shop")

from retriever.index import Index  # noqa: E402
from retriever.items import Item  # noqa: E402
from tests import shop  # noqa: E402


@pytest.fixture(scope="session")
def shop_index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """The ten items of the shop, indexed with the hashing encoder; read it only."""
    with shop.opened(shop.built(tmp_path_factory.mktemp("shop"))) as index:
        yield index


@pytest.fixture(scope="session")
def goods(shop_index: Index) -> tuple[Item, ...]:
    """The ten items of the shop."""
    return shop_index.items


@pytest.fixture(scope="session")
def films(tmp_path_factory: pytest.TempPathFactory) -> tuple[Item, ...]:
    """The eight films."""
    return shop.catalogue(tmp_path_factory.mktemp("films"), shop.FILMS).items
