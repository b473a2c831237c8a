"""The council's public pages, by what they are about."""
