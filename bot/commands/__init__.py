"""The commands of `offtrail`, a file for each kind: its options beside what it does."""
