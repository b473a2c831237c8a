"""The council's public views by subject."""
