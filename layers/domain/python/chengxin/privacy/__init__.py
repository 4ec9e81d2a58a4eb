"""Keeping people's data out of what the public sees: finding it in free text, hiding it, masking names."""
