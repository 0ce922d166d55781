"""Apps on phones, desktops, headsets and microcontrollers: which files go into them, and what builds put there."""
