"""binhdang: an official plan becomes running work, and the work becomes official documents again.

The apps are the stages of the work in the order officials know them; a later stage knows the earlier ones, never the
reverse:

    documents → plans → registers → reports → review → consolidation → publishing

They stand on `indicators` (the dictionary), `orgs` (units over time, roles), `accounts`, `audit`, `files`, `jobs`,
`ui` and `values` (plain Python). `home`, `demo` and `config` stand above everything.
"""
