"""How each kind of record becomes rows: one writer per kind, all in the sync's transaction."""
