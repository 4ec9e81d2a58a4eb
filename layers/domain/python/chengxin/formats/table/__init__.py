"""What every reader does with rows: find the header, tell data from notes and rules, cut chunks."""
