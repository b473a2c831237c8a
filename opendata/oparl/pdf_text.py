"""Prints the text of the PDF on standard input: a program of its own, because PDFs are hostile.

python pdf_text.py SECONDS MEGABYTES PAGES CHARACTERS < FILE

It ends when the system takes it more than SECONDS of processor time or MEGABYTES of memory. Exit
code 0 and the text so far as UTF-8, or 1 and the kind of the error.
"""

import resource
import sys

MEGABYTE = 2**20


def main(seconds: int, megabytes: int, most_pages: int, most_text: int) -> int:
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * MEGABYTE, megabytes * MEGABYTE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    from pypdf import PdfReader

    try:
        pages = PdfReader(sys.stdin.buffer, strict=False).pages
        left = most_text
        for number in range(min(len(pages), most_pages)):
            text = pages[number].extract_text()[:left] + "\n"
            sys.stdout.buffer.write(text.encode("utf-8", "replace"))
            sys.stdout.buffer.flush()
            left -= len(text)
            if left <= 0:
                break
    except Exception as error:  # noqa: BLE001 - broken PDFs raise anything
        sys.stderr.write(type(error).__name__)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
