"""The way in: what adapters deliver, how it is compared, how it is written."""
