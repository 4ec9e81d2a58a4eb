"""What a file is, by its content, and opening archives within limits."""
