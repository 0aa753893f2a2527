"""One file per article; the listing of this folder is the table of contents of the book."""
