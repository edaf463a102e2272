"""vanban: reads, writes and checks Vietnamese official documents.

A pure Python library. It knows the form of Nghị định 30/2020/NĐ-CP and nothing of any field of work:

- `vanban.document`: `OfficialDocument` and its parts, the one type that the reader returns and the writer takes;
- `vanban.reading`: a file (.txt .md .docx .pdf) becomes text, and text becomes an `OfficialDocument` whose every
  part carries the exact span it was read from;
- `vanban.duties`: who must do what by when, proposed from the sections, never invented;
- `vanban.writing`: an `OfficialDocument` becomes a .docx in the statutory layout, the same bytes for the same input.
"""
