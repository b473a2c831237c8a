"""A real mail server on loopback that keeps what it takes, and can be told to misbehave."""

import asyncio
import contextlib
import email
import email.policy

from aiosmtpd.controller import Controller

TAKEN = "250 Message accepted for delivery"


class Mailbox:
    """What the server took, in order.

    refuse: {address: answer to RCPT}. answer: the answer to a message. holding: {number of the
    message: "before" or "after" it is kept}: there the server falls silent.
    """

    def __init__(self):
        self.mails = []
        self.refuse = {}
        self.answer = TAKEN
        self.holding = {}
        self.seen = 0
        self.connections = 0

    def to(self, address):
        return [mail for mail in self.mails if mail["To"] == address]

    @property
    def addresses(self):
        return sorted(mail["To"] for mail in self.mails)

    # --- aiosmtpd's hooks ----------------------------------------------------------------

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.refuse:
            return self.refuse[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.seen += 1
        moment = self.holding.get(self.seen)
        if moment == "before":
            await asyncio.sleep(3600)
        if self.answer.startswith("250"):
            self.mails.append(email.message_from_bytes(envelope.content, policy=email.policy.SMTP))
        if moment == "after":
            await asyncio.sleep(3600)
        return self.answer


class OnFreePort(Controller):
    """A server that says which port it was given."""

    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextlib.contextmanager
def running():
    """(mailbox, port) of a server on a free port."""
    mailbox = Mailbox()
    controller = OnFreePort(mailbox, hostname="127.0.0.1", port=0, ready_timeout=20)
    controller.start()
    try:
        yield mailbox, controller.port
    finally:
        controller.stop(no_assert=True)


def text_of(mail) -> str:
    return mail.get_body(("plain",)).get_content()


def html_of(mail) -> str:
    return mail.get_body(("html",)).get_content()
