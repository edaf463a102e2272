"""Pages of questionnaires: find what the person may see, one form, one action, one page."""
