"""Text as people and programs bring it, made one spelling. No Django here but in forms.py."""
