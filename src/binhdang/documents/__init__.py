"""Official papers in and out: received and read, with the number series and the registers of the clerk."""
