"""Writers of records: one per kind, all in the sync's transaction."""
