"""Composition of a service from its layers, and columns derived from it."""
