"""People: owner, sender, payer, and what they consented to."""
