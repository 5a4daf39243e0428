"""The feedback service over HTTP, beside the finished static site. It never renders the site."""
