"""Looking back on a round: what each player did, what each join was worth, and why."""
