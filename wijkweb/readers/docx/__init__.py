"""Word files (.docx) into a Document: styles, lists, notes, tracked changes, text boxes, merged cells."""

from wijkweb.readers.docx.reader import read_docx

__all__ = ["read_docx"]
