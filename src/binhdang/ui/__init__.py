"""What every page stands on: the base template, components, styles, template tags, error pages, random ids."""
