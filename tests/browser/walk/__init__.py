"""A walk through every view of the admin, found from the URL resolver; see tests/browser/test_walk.py."""
