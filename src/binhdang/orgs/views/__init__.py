"""Pages of units, of accounts and roles, and of the audit log (which needs roles, so it is not in `audit`)."""
