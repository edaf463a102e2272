"""Settings, URLs, the WSGI application and the command line: where the apps are put together. Nothing imports it."""
