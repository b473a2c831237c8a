"""Registries by which apps offer things to others without being known by them."""
