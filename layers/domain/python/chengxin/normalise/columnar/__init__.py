"""Whole columns at once: what is surely clean costs nothing, the rest is cleaned once per distinct text."""
