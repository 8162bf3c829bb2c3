"""Rich Text Format: an own reader, since others lose fonts, tables, pictures and headings."""
