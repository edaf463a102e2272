"""The dictionary: what each figure means, how it splits, how it adds up across places and across periods."""
