"""A day's disclosures in parts: what a publication changes is made anew, all else is copied.

Every record that a day shows has a fixed place (0, 1, 2, …) among those of its dataset; a part is a thousand places.
`parts` keeps the records, `fragments` what a part is in each format, `files` puts fragments together.
"""
