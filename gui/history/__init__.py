"""The History page: ratings over time, all rounds, and the ladder."""
