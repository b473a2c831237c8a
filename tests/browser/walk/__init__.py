"""A walk through every view of the admin, found from the URL resolver"""
