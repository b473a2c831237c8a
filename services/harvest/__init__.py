"""Harvesting of services: adapters, comparison, writing."""
