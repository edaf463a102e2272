"""One module for each part of the plan, with the registers that it asks for."""
