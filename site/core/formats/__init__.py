"""File formats that leave the house and come back: tables as CSV, XLSX and ODS."""
