"""Time: the one clock that pages and commands ask, which the demo pins. The tick stands in `config.ticking`."""
