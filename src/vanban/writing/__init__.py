"""Official documents out: an `OfficialDocument` becomes a .docx in the statutory layout, and that a PDF.

    docx = write(document)                # always the same bytes for the same document
    pdf = to_pdf(docx, timeout=60)        # through LibreOffice, where it is installed

The layout is that of Nghị định 30/2020/NĐ-CP, Phụ lục I. Each module writes one part of the page and says which boxes
of the decree's layout diagram it fills: `letterhead` (1-5, 9a), `body` (6), `tables`, `notes`, `closing` (7, 9b),
`annexes`. `wording` holds the prescribed words, `styles` the prescribed looks, `page` the sheet.

How a body's name is broken into lines: after "Ủy ban nhân dân" and "Hội đồng nhân dân", so that what it is stands over
where it is; a line break in the name itself stands; any other name breaks by its length into lines about equal.
"""

from vanban.writing.composing import COMPOSER_VERSION, write
from vanban.writing.pdf import WritingError, to_pdf

__all__ = ["COMPOSER_VERSION", "WritingError", "to_pdf", "write"]
