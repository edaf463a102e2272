"""Official paper out: composed from a frozen snapshot, checked, signed, numbered, sent, and kept byte for byte.

`actions` moves an `Issue` from one responsibility to the next (`states`, `rules`); `composing` makes its .docx out of
the snapshot and the header alone (`annexes` its tables); `signatures` says how a signer signs.
"""
