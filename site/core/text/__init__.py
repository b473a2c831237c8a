"""Text as people and programs bring it, in one spelling. No Django but in forms, blocks."""
