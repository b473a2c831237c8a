"""A program of its own that prints the text of PDFs, because PDFs are hostile.

python pdf_text.py SECONDS MEGABYTES PAGES CHARACTERS < FILE
python pdf_text.py --serve SOCKET

The first prints the text of one PDF. It ends when it takes more than SECONDS of processor time or
MEGABYTES of memory. Exit code 0 and the text so far as UTF-8, or 1 and the kind of the error.

The second does the same again and again, each time in a process of its own that has the library
loaded already, for whoever is at the other end of the socket (`texts.PdfReader`).
"""

import os
import resource
import socket
import sys

MEGABYTE = 2**20
LONGEST_REQUEST = 200


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


def serve(number: int):
    """Answer requests until the other end closes: limits and three files in, then the process's
    number, and how it ended.
    """
    import pypdf  # noqa: F401 - what takes long is done once

    with socket.socket(fileno=number) as connection:
        while True:
            limits, files, _flags, _address = socket.recv_fds(connection, LONGEST_REQUEST, 3)
            if not limits:
                return
            child = os.fork()
            if not child:
                connection.close()
                os._exit(_respond(files, [int(limit) for limit in limits.split()]))
            for file in files:
                os.close(file)
            connection.sendall(b"%d\n" % child)
            _pid, status = os.waitpid(child, 0)
            connection.sendall(b"%d\n" % os.waitstatus_to_exitcode(status))


def _respond(files, limits) -> int:
    for standard, file in enumerate(files):
        os.dup2(file, standard)
        os.close(file)
    sys.stdin = open(0, closefd=False)  # noqa: SIM115 - as long as the process
    try:
        return main(*limits)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()


if __name__ == "__main__":
    if sys.argv[1] == "--serve":
        sys.exit(serve(int(sys.argv[2])))
    sys.exit(main(*map(int, sys.argv[1:])))
