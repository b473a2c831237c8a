"""Normalisation of text from people and programs. No Django except in forms and blocks."""
