"""The option `served_at`: a source whose host answers elsewhere keeps its ids."""

import pytest

from opendata.oparl.harvest.source_options import ForeignAddress, OparlSettings, fetchable
from outbound.errors import SourceInvalid

HOME = "https://ris.example/oparl/system"
ELSEWHERE = OparlSettings.from_options({"served_at": "http://10.0.0.7:8080/"})


def test_what_is_known_by_the_source_s_name_is_asked_where_it_answers():
    assert fetchable("https://ris.example/paper?id=1", HOME, ELSEWHERE) == (
        "http://10.0.0.7:8080/paper?id=1"
    )


def test_paths_are_rewritten_as_well():
    both = OparlSettings.from_options(
        {"served_at": "http://10.0.0.7", "rewrite": {"/oparl/": "/ris/oparl/"}}
    )
    once = fetchable("https://ris.example/oparl/paper/1", HOME, both)
    assert once == "http://10.0.0.7/ris/oparl/paper/1"
    assert fetchable(once, HOME, both) == once


def test_where_it_answers_is_at_home_too():
    url = "http://10.0.0.7:8080/paper/1"
    assert fetchable(url, HOME, ELSEWHERE) == url


@pytest.mark.parametrize(
    "url", ["https://other.example/paper/1", "http://10.0.0.7/paper/1", "http://10.0.0.8:8080/"]
)
def test_other_hosts_stay_foreign(url):
    with pytest.raises(ForeignAddress):
        fetchable(url, HOME, ELSEWHERE)


@pytest.mark.parametrize("served_at", ["10.0.0.7", "ftp://10.0.0.7", 7, ["http://10.0.0.7"]])
def test_it_is_a_web_address(served_at):
    with pytest.raises(SourceInvalid):
        OparlSettings.from_options({"served_at": served_at})
