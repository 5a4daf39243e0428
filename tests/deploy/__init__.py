"""What operators install around the service: server configurations, units, guides."""
