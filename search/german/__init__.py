"""German as citizens type it: words, stems, compounds, typos, and what is wanted of a thing.

Both engines' index and both engines' questions are read by this package, so that they agree. It
knows neither Django nor an engine.
"""
