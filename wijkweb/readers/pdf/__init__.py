"""PDF files into a Document: lines, columns and tables found by where the letters stand."""

from wijkweb.readers.pdf.reader import read_pdf

__all__ = ["read_pdf"]
