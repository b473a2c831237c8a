"""The name of the kind of source that the council comes from."""

KIND = "oparl"
