"""The demo world: the year 2022 of a border district, played through the same actions people use."""
