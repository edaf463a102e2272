"""People and how they sign in. Accounts are issued and reset by an administrator, without e-mail."""
