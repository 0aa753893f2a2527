"""Forms of the reception: the arrival, the acts of article 1, the diagnosis."""
