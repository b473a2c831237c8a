"""Programs that did not write it read what leaves the house: calendars, feeds, spreadsheets."""
