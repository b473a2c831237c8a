"""What a service says: its layers laid over each other, and what follows from them."""
