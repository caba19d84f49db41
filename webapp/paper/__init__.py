"""How paper is made: a packaged template, its data, the shipped fonts, and a PDF comes out."""
