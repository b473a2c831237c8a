"""The waste calendar as a schema.org Dataset."""

from core.schema_org import CONTEXT


def dataset(page, request) -> dict:
    """The Dataset of both tables."""
    address = page.get_full_url(request)
    return {
        "@context": CONTEXT,
        "@type": "Dataset",
        "name": page.title,
        "description": page.search_description or page.introduction or page.title,
        "url": address,
        "license": page.licence_url or page.licence,
        "isAccessibleForFree": True,
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": "text/csv",
                "contentUrl": f"{address}{ending}",
            }
            for ending in ("csv/", "strassen-csv/")
        ],
    }
