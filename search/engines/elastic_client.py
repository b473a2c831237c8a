"""Client of Elasticsearch 8 and of OpenSearch 2 and 3: one library for all three."""

from elastic_transport import Urllib3HttpNode
from elastic_transport.client_utils import url_to_node_config
from elasticsearch import Elasticsearch

# Elasticsearch's own media types, which OpenSearch refuses → what both understand.
_PLAIN = {
    "application/vnd.elasticsearch+json": "application/json",
    "application/vnd.elasticsearch+x-ndjson": "application/x-ndjson",
}


class PlainNode(Urllib3HttpNode):
    """Node that lets the client of Elasticsearch talk to OpenSearch, too.

    The client asks for media types like "application/vnd.elasticsearch+json; compatible-with=8",
    which OpenSearch answers with 406, and takes no answer without the header X-Elastic-Product.
    What the site asks for is the same in all three products, so both are hindrances only: plain
    JSON is sent, and an answer of JSON gets the header. A web page in its place gets none.
    """

    def perform_request(self, method, target, body=None, headers=None, **options):
        plain = {name: plain_type(value) for name, value in (headers or {}).items()}
        answer = super().perform_request(method, target, body, plain, **options)
        if "json" in answer.meta.headers.get("content-type", ""):
            answer.meta.headers.setdefault("x-elastic-product", "Elasticsearch")
        return answer


def plain_type(value: str) -> str:
    return _PLAIN.get(value.split(";")[0].strip(), value)


def client(url: str, ca_file: str = "") -> Elasticsearch:
    """Client of the cluster at this URL, which may hold a user and a password.

    ca_file: certificates that the cluster is judged by, in place of the usual ones.
    Nothing is asked twice: the database answers meanwhile.
    """
    node = url_to_node_config(url, use_default_ports_for_scheme=True)
    certificates = {"ca_certs": ca_file} if ca_file and node.scheme == "https" else {}
    return Elasticsearch(
        [node], node_class=PlainNode, max_retries=0, retry_on_timeout=False, **certificates
    )
