"""Time and work beside the pages: the clock that pages and commands ask, and the tick that opens what falls due."""
