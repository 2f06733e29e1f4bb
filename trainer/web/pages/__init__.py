"""One module a page; each has `page()`, which guards, asks a service and draws."""
