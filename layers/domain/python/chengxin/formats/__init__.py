"""Reading what departments really send: format, encoding, header and rows, by content and never by extension."""
