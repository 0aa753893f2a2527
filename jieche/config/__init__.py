"""Settings, addresses, start: the only place that knows everyone."""
