"""What sup-lint talks about: regions, masked keys, findings, failures, reports. Standard library only."""
