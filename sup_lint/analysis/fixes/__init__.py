"""What would mend a finding, as edits: one module per remedy. A rule asks for its fix, and gives it to its finding."""
