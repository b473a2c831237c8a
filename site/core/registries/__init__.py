"""What apps offer to others without being known by them."""
