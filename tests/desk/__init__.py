"""The desk in the browser and on the command line."""
