"""`manage.py drop_subscriber ADDRESS`: for an address whose mails come back."""

from django.core.management.base import BaseCommand, CommandError

from submissions import confirmations
from subscriptions.double_opt_in import PURPOSE, end_all
from subscriptions.models import Subscriber, address_of


class Command(BaseCommand):
    help = "Deletes an address and all that it follows, at once."

    def add_arguments(self, parser):
        parser.add_argument("address")

    def handle(self, *, address, **options):
        subscriber = Subscriber.objects.at(address).first()
        wishes = confirmations.forget(PURPOSE, address_of(address))
        if subscriber is None and wishes:
            self.stdout.write("Deleted; it had confirmed nothing.")
            return
        if subscriber is None:
            raise CommandError("This address follows nothing. Is it spelt as in the returned mail?")
        number = subscriber.subscriptions.count()
        end_all(subscriber)
        self.stdout.write(f"Deleted, with {number} subscriptions.")
