"""Reception, diagnosis, negotiation (接待). Articles 1, 2, 3."""
